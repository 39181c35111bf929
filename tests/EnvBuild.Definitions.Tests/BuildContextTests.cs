using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class BuildContextTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("**/*.log", "Dockerfile a.txt sub/.hidden sub/b.txt")]
    [DataRow("sub", "Dockerfile a.log a.txt")]
    [DataRow("*.log", "Dockerfile a.txt sub/.hidden sub/b.log sub/b.txt")]
    [DataRow("*\n!sub/b.txt", "Dockerfile sub/b.txt")]
    [DataRow("# c\n\n/a.txt\nsub/?.txt", "Dockerfile a.log sub/.hidden sub/b.log")]
    [DataRow("Dockerfile", "Dockerfile a.log a.txt sub/.hidden sub/b.log sub/b.txt")]
    public async Task Dockerignore_leaves_files_out(string rules, string expected)
    {
        using var folder = Context();
        folder.Write("Dockerfile.dockerignore", rules + "\nDockerfile.dockerignore");
        Assert.AreEqual(expected, await FilesAsync(folder));
    }

    [TestMethod]
    [DataRow("*.log", "Dockerfile a.txt sub/.hidden sub/b.txt")]
    [DataRow("sub/", "Dockerfile a.log a.txt")]
    [DataRow("/a.*", "Dockerfile sub/.hidden sub/b.log sub/b.txt")]
    [DataRow("*.log\n!a.log", "Dockerfile a.log a.txt sub/.hidden sub/b.txt")]
    public async Task Amlignore_is_written_as_gitignore(string rules, string expected)
    {
        using var folder = Context();
        folder.Write(".amlignore", rules + "\n.amlignore");
        Assert.AreEqual(expected, await FilesAsync(folder));
    }

    [TestMethod]
    public async Task Content_name_and_execute_bit_move_the_fingerprint_and_line_ends_of_the_Dockerfile_do_not()
    {
        using var folder = Context();
        var before = await StepsAsync(folder);
        folder.Write("Dockerfile", "FROM debian:12\r\nCOPY . /\r\n");
        Assert.AreEqual(before, await StepsAsync(folder));
        folder.Write("a.txt", "other");
        var changed = await StepsAsync(folder);
        Assert.AreNotEqual(before, changed);
        File.Move(folder["a.txt"], folder["z.txt"]);
        var renamed = await StepsAsync(folder);
        Assert.AreNotEqual(changed, renamed);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["z.txt"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.AreNotEqual(renamed, await StepsAsync(folder));
        }
    }

    [TestMethod]
    public async Task Links_are_kept_as_links()
    {
        using var folder = Context();
        File.CreateSymbolicLink(folder["sub/loop"], "..");
        var files = (await ReadAsync(folder)).Build!.Files;
        Assert.AreEqual(ContextFileKind.Link, files.Single(file => file.Path == "sub/loop").Kind);
    }

    private static TemporaryFolder Context()
    {
        var folder = new TemporaryFolder();
        folder.Write("Dockerfile", "FROM debian:12\nCOPY . /\n");
        folder.Write("a.txt", "a");
        folder.Write("a.log", "a");
        folder.Write("sub/b.txt", "b");
        folder.Write("sub/b.log", "b");
        folder.Write("sub/.hidden", "h");
        return folder;
    }

    private async Task<string> FilesAsync(TemporaryFolder folder) =>
        string.Join(' ', (await ReadAsync(folder)).Build!.Files.Select(file => file.Path));

    private async Task<string> StepsAsync(TemporaryFolder folder) =>
        Fingerprint.Compute(await ReadAsync(folder)).Branches.Steps;

    private async Task<Environment> ReadAsync(TemporaryFolder folder)
    {
        using var definition = new TemporaryFolder();
        var path = definition.Write("environment.yml", $"build:\n  path: '{folder.Path}'\n");
        var reading = await DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
        Assert.IsNotNull(reading.Environment, string.Join('\n', reading.Diagnostics));
        return reading.Environment;
    }
}
