using System.Text;
using System.Text.Json;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>
/// All packages of the real channel for linux-64, also those of the other python and the variants, which the recorded
/// environment does not have.
/// </summary>
[TestClass]
public sealed class PlainChannelTests(TestContext context)
{
    private const string Prefix = "/opt/env";

    [TestMethod]
    public async Task Every_file_of_the_channel_takes_the_prefix_by_the_plain_rules()
    {
        var replaced = 0;
        foreach (var path in Directory.EnumerateFiles(Corpus.RequireChannel("linux-64"))
            .Where(path => path.EndsWith(".conda", StringComparison.Ordinal)
                || path.EndsWith(".tar.bz2", StringComparison.Ordinal)))
        {
            await using var archive = await PackageArchive.OpenAsync(path, context.CancellationToken);
            var origin = new PackageOrigin("https://c/x", "https://c", archive.FileName, "a", "b", 1);
            var package = await PackageLinker.LinkAsync(
                archive, origin, new LinkOptions(Prefix, "linux-64"), context.CancellationToken);
            var linked = package.Entries.ToDictionary(entry => entry.Path);
            foreach (var listed in archive.ReadJsonMetadata("info/paths.json")!.Value.GetProperty("paths")
                .EnumerateArray().Where(listed => listed.TryGetProperty("prefix_placeholder", out _)))
            {
                var name = listed.GetProperty("_path").GetString()!;
                Assert.IsTrue(archive.TryGetEntry(name, out var entry));
                var expected = Replace(listed, Encoding.Latin1.GetString(entry.Content.ToArray()));
                Assert.IsTrue(expected == Encoding.Latin1.GetString(linked[name].Content.ToArray()), $"{path} {name}");
                replaced++;
            }
        }

        Assert.IsGreaterThan(0, replaced);
    }

    private static string Replace(JsonElement listed, string file)
    {
        var placeholder = listed.GetProperty("prefix_placeholder").GetString()!;
        return listed.GetProperty("file_mode").GetString() == "binary"
            ? PlainReplacement.InBinary(file, placeholder, Prefix)
            : PlainReplacement.InText(file, placeholder, Prefix);
    }
}
