using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class BaseReferenceTests
{
    [TestMethod]
    [DataRow("scratch", BaseKind.Scratch, "scratch")]
    [DataRow("python:3.12", BaseKind.Registry, "docker.io/library/python:3.12")]
    [DataRow("docker.io/library/python:3.12", BaseKind.Registry, "docker.io/library/python:3.12")]
    [DataRow("docker://python:3.12", BaseKind.Registry, "docker.io/library/python:3.12")]
    [DataRow("index.docker.io/a/b", BaseKind.Registry, "docker.io/a/b:latest")]
    [DataRow("localhost:5000/a", BaseKind.Registry, "localhost:5000/a:latest")]
    [DataRow("MCR.microsoft.com/a/b_c:X", BaseKind.Registry, "mcr.microsoft.com/a/b_c:X")]
    [DataRow("a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", BaseKind.Registry,
        "docker.io/library/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [DataRow("oci:./base:tag", BaseKind.OciLayout, "oci:base:tag")]
    [DataRow("oci:base", BaseKind.OciLayout, "oci:base")]
    [DataRow("oci-archive:a/../b.tar", BaseKind.OciArchive, "oci-archive:b.tar")]
    [DataRow("docker-archive:b.tar:name:tag", BaseKind.DockerArchive, "docker-archive:b.tar:name:tag")]
    public void Equal_references_have_one_canonical_text(string text, BaseKind kind, string canonical)
    {
        var reference = Reading.Environment($"image: '{text}'\n").Base;
        Assert.AreEqual(kind, reference.Kind);
        Assert.AreEqual(canonical, reference.Canonical);
    }

    [TestMethod]
    [DataRow("Python:3")]
    [DataRow("https://example.com/x")]
    [DataRow("a b")]
    [DataRow("a:")]
    [DataRow("a@sha256:12")]
    [DataRow("oci:")]
    [DataRow("azureml:env:1")]
    [DataRow("azureml://registries/a/environments/b/versions/1")]
    [DataRow("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_is_no_reference_is_refused(string text) =>
        Assert.Contains(
            DiagnosticCatalog.ImageInvalid.Code,
            Reading.Of($"image: '{text}'\n").Diagnostics.Select(entry => entry.Code));

    [TestMethod]
    public void Local_paths_start_at_the_folder_of_the_file()
    {
        var reference = Reading.Environment("image: oci:../bases/debian:12\n").Base;
        Assert.AreEqual(Path.GetFullPath("../bases/debian", Reading.Folder), reference.ArchivePath);
        Assert.AreEqual("12", reference.ImageName);
    }

    [TestMethod]
    public void A_base_from_outside_replaces_that_of_the_definition()
    {
        var environment = Reading.Environment("channels: [c]\ndependencies: []\n").WithBase("oci:b", "/project");
        Assert.AreEqual(Path.GetFullPath("/project/b", "/"), environment.Base.ArchivePath);
        Assert.AreEqual(
            Fingerprint.Compute(environment).Value,
            Reading.Fingerprint("image: oci:b\nconda_file: {channels: [c], dependencies: []}\n"));
        Assert.Throws<EnvBuildException>(() => environment.WithBase("A:1", "/project"));
    }
}
