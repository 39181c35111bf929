using System.Diagnostics;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class RegularFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("pipe", "a named pipe")]
    [DataRow("link-to-pipe", "a named pipe")]
    [DataRow("/dev/zero", "a device")]
    [DataRow("folder", "a folder")]
    public async Task Whatever_names_it_what_is_no_regular_file_is_refused_at_once(string named, string kind)
    {
        using var folder = await FolderAsync();
        var path = Path.Combine(folder.Path, named);
        await AssertRefusedAsync(path, path, kind);
        await AssertRefusedAsync(folder.Write("a.yml", $"image: scratch\nconda_file: {named}\n"), path, kind);
        await AssertRefusedAsync(
            folder.Write("b.yml", $"channels: [c]\ndependencies: [python, pip, {{pip: [-r {named}]}}]\n"), path, kind);
        await AssertRefusedAsync(
            folder.Write("c.yml", $"build:\n  path: .\n  dockerfile_path: {named}\n"), path, kind);
    }

    [TestMethod]
    [DataRow("context/pipe")]
    [DataRow("context/.dockerignore")]
    [DataRow("context/.amlignore")]
    public async Task A_pipe_in_a_build_context_is_refused_at_once(string name)
    {
        using var folder = await FolderAsync();
        folder.Write("context/Dockerfile", "FROM scratch\n");
        File.Move(folder["pipe"], folder[name]);
        await AssertRefusedAsync(
            folder.Write("environment.yml", "build:\n  path: context\n"), folder[name], "a named pipe");
    }

    [TestMethod]
    public async Task A_pipe_that_is_ignored_is_no_matter()
    {
        using var folder = await FolderAsync();
        folder.Write("context/Dockerfile", "FROM scratch\n");
        folder.Write("context/.dockerignore", "pipe\n");
        File.Move(folder["pipe"], folder["context/pipe"]);
        var reading = await ReadAsync(folder.Write("environment.yml", "build:\n  path: context\n"));
        Assert.IsNotNull(reading.Environment, string.Join('\n', reading.Diagnostics));
    }

    [TestMethod]
    public async Task A_link_to_a_regular_file_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("real.yml", "channels: [c]\ndependencies: [python=3.12]\n");
        File.CreateSymbolicLink(folder["environment.yml"], "real.yml");
        Assert.IsNotNull((await ReadAsync(folder["environment.yml"])).Environment);
    }

    private async Task AssertRefusedAsync(string definition, string path, string kind)
    {
        var reading = await ReadAsync(definition);
        var error = reading.Diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.AreEqual(DiagnosticCatalog.FileNotRegular.Code, error.Code, error.Message);
        Assert.Contains($"'{path}' is {kind}", error.Message);
        Assert.AreEqual(definition, error.Location?.File);
        Assert.AreEqual(definition == path, error.Location?.Span is null);
    }

    // On a thread of its own: a read that hangs in the system would hang the test as well.
    private Task<DefinitionReading> ReadAsync(string path)
    {
        var token = TestContext.CancellationToken;
        return Task.Run(() => DefinitionReader.ReadAsync(path, token), token).WaitAsync(Patience, token);
    }

    private async Task<TemporaryFolder> FolderAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("Named pipes and /dev/zero are those of Linux.");
        }

        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["folder"]);
        using var process = Process.Start("mkfifo", [folder["pipe"]]);
        await process.WaitForExitAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, process.ExitCode);
        File.CreateSymbolicLink(folder["link-to-pipe"], "pipe");
        return folder;
    }
}
