using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;

namespace EnvBuild.Oci.Tests.Bases;

[TestClass]
public sealed class BaseReferenceTests
{
    private static readonly string Here = Path.GetTempPath();

    [TestMethod]
    [DataRow("scratch", BaseKind.Scratch, "", null)]
    [DataRow("oci:base", BaseKind.OciLayout, "base", null)]
    [DataRow("oci:base:", BaseKind.OciLayout, "base", null)]
    [DataRow("oci:../base:debian:12", BaseKind.OciLayout, "../base", "debian:12")]
    [DataRow("oci-archive:a/b.tar:1.0", BaseKind.OciArchive, "a/b.tar", "1.0")]
    [DataRow("docker-archive:base.tar:debian:12", BaseKind.DockerArchive, "base.tar", "debian:12")]
    public void Texts_are_read(string text, BaseKind kind, string path, string? selector)
    {
        var reference = BaseReference.Parse(text, Here);
        Assert.AreEqual(kind, reference.Kind);
        Assert.AreEqual(path.Length == 0 ? "" : Path.GetFullPath(path, Here), reference.Path);
        Assert.AreEqual(selector, reference.Selector);
        Assert.IsTrue(BaseReference.IsLocal(text));
    }

    [TestMethod]
    [DataRow("", false)]
    [DataRow("debian:12", false)]
    [DataRow("docker://debian", false)]
    [DataRow("mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu20.04", false)]
    [DataRow("OCI:base", false)]
    [DataRow("oci:", true)]
    [DataRow("oci::tag", true)]
    [DataRow("docker-archive:", true)]
    public void Other_texts_are_refused(string text, bool isLocal)
    {
        var exception = Assert.ThrowsExactly<EnvBuildException>(() => BaseReference.Parse(text, Here));
        Assert.AreEqual(DiagnosticCatalog.BaseReferenceInvalid, exception.Diagnostics[0].Descriptor);
        Assert.AreEqual(isLocal, BaseReference.IsLocal(text));
    }
}
