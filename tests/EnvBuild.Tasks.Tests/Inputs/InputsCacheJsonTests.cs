using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Inputs;
using EnvBuild.Tasks.Reporting;
using EnvBuild.Testing;

namespace EnvBuild.Tasks.Tests.Inputs;

[TestClass]
public sealed class InputsCacheJsonTests
{
    [TestMethod]
    public void What_was_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var written = new InspectedEnvironment
        {
            Input = new EnvironmentInput
            {
                Definition = "/a \"quoted\" folder/environment.yml",
                Platforms = "linux-64;linux-aarch64",
                Tag = "iris:1",
                BaseImage = "oci:base",
                LockedMode = true,
            },
            Name = "iris",
            Fingerprint = new string('a', 64),
            Files = [new InputFile("/a/environment.yml", new string('b', 64)), new InputFile("/a/lock.yml", "")],
            IsComplete = true,
            Diagnostics = [SavedDiagnostic.Of(DiagnosticCatalog.FileNotFound.At(
                new SourceLocation("/a/environment.yml", new SourceSpan(3, 5, 3, 9)), "é\n"))],
        };
        var path = folder["inputs.cache"];
        File.WriteAllBytes(path, InputsCacheJson.Write(new InputsCache("settings", [written])));

        var cache = InputsCacheJson.Read(path)!;

        Assert.AreEqual("settings", cache.Settings);
        var read = Assert.ContainsSingle(cache.Environments);
        Assert.AreEqual(written.Input, read.Input);
        Assert.AreEqual(written with { Files = read.Files, Diagnostics = read.Diagnostics }, read);
        Assert.AreSequenceEqual(written.Files, read.Files);
        Assert.AreSequenceEqual(written.Diagnostics, read.Diagnostics);
    }

    [TestMethod]
    public void A_file_of_another_format_counts_as_none()
    {
        using var folder = new TemporaryFolder();

        var path = folder.Write("inputs.cache", "{\"format\":2,\"settings\":\"\",\"environments\":[]}");

        Assert.IsNull(InputsCacheJson.Read(path));
    }
}
