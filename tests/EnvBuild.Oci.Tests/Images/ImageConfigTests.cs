using System.Collections.Immutable;
using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;

namespace EnvBuild.Oci.Tests.Images;

[TestClass]
public sealed class ImageConfigTests
{
    [TestMethod]
    public void Keys_that_are_not_known_are_kept()
    {
        const string Json =
            """{"architecture":"amd64","os":"linux","config":{"User":"app","Env":["A=b"]"""
            + ""","Healthcheck":{"Test":["CMD","x"]},"ExposedPorts":{"80/tcp":{}},"Shell":["/bin/sh"]}"""
            + ""","rootfs":{"type":"layers","diff_ids":[]},"history":[]}""";
        var config = ManifestDocument.ParseConfig(Encoding.UTF8.GetBytes(Json), "config");
        Assert.AreEqual(Json, Encoding.UTF8.GetString(config.ToJson()));
    }

    [TestMethod]
    public void Lists_that_are_null_are_empty()
    {
        var config = ManifestDocument.ParseConfig(
            """{"config":{"Env":null,"Volumes":null},"rootfs":{"diff_ids":null},"history":null}"""u8, "config");
        Assert.IsEmpty(config.Rootfs.DiffIds);
        Assert.IsEmpty(config.History);
        Assert.IsNull(config.Config!.Env);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{")]
    [DataRow("""{"rootfs":{"diff_ids":["sha256:../../x"]}}""")]
    [DataRow("""{"rootfs":[]}""")]
    [DataRow("""{"config":{"Labels":{"a":1}}}""")]
    [DataRow("""{"config":{"Labels":[]}}""")]
    public void What_is_no_config_is_a_diagnostic(string json)
    {
        var exception = Assert.ThrowsExactly<EnvBuildException>(
            () => ManifestDocument.ParseConfig(Encoding.UTF8.GetBytes(json), "config"));
        Assert.AreEqual(DiagnosticCatalog.ManifestInvalid, exception.Diagnostics[0].Descriptor);
    }

    [TestMethod]
    public void Text_is_written_in_ordinal_order_with_only_the_needed_escapes()
    {
        var backwards = Comparer<string>.Create((left, right) => string.CompareOrdinal(right, left));
        var labels = ImmutableSortedDictionary.Create<string, string>(backwards)
            .Add("z", "<a href=\"x\">&'+</a>").Add("Ä", "😀 \u0001 \u007f \\ \n").Add("I", "1").Add("i", "\uD800");
        var config = new ImageConfig { Config = new ContainerConfig { Labels = labels } };
        const string Expected =
            "\"Labels\":{\"I\":\"1\",\"i\":\"\uFFFD\",\"z\":\"<a href=\\u0022x\\u0022>&'+</a>\","
            + "\"Ä\":\"😀 \\u0001 \u007f \\u005c \\u000a\"}";
        Assert.Contains(Expected, Encoding.UTF8.GetString(config.ToJson()));
    }
}
