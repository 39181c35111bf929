using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;

namespace EnvBuild.Oci.Tests.Registries;

[TestClass]
public sealed class RegistryReferenceTests
{
    private const string Sha = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    [TestMethod]
    [DataRow("debian", "docker.io/library/debian:latest")]
    [DataRow("docker://debian:12", "docker.io/library/debian:12")]
    [DataRow("team/a", "docker.io/team/a:latest")]
    [DataRow("index.docker.io/team/a:1", "docker.io/team/a:1")]
    [DataRow("Registry.Example/a", "registry.example/a:latest")]
    [DataRow("localhost/a", "localhost/a:latest")]
    [DataRow("localhost:5000/a", "localhost:5000/a:latest")]
    [DataRow("[::1]:5000/a:1", "[::1]:5000/a:1")]
    [DataRow("host:5000/a/b__c:1.0", "host:5000/a/b__c:1.0")]
    [DataRow("a@" + Sha, "docker.io/library/a@" + Sha)]
    [DataRow("ghcr.io/a/b:1@" + Sha, "ghcr.io/a/b:1@" + Sha)]
    public void References_are_completed(string text, string full) =>
        Assert.AreEqual(full, RegistryReference.Parse(text).ToString());

    [TestMethod]
    [DataRow("")]
    [DataRow("https://registry.example/a")]
    [DataRow("registry.example/A")]
    [DataRow("a:")]
    [DataRow("a:b:c")]
    [DataRow("a@sha256:12")]
    [DataRow("a@sha512:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")]
    [DataRow("a/../b")]
    [DataRow("a b")]
    [DataRow("a:1\n")]
    [DataRow("user:word@registry.example/a")]
    [DataRow("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")]
    public void What_names_nothing_is_refused(string text)
    {
        var failure = Assert.ThrowsExactly<EnvBuildException>(() => RegistryReference.Parse(text));
        Assert.AreEqual("ENV5100", failure.Diagnostics.Single().Code);
    }
}
