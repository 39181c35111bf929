using System.Text;
using System.Text.Json;
using EnvBuild.Python.Indexes;
using EnvBuild.Testing;

namespace EnvBuild.Python.Tests.Indexes;

[TestClass]
public sealed class PipIndexPagesTests
{
    [TestMethod]
    public void Pages_are_read_as_pip_reads_them()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Corpus.Require("pip/index_pages.json")));
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Assert.IsNotEmpty(cases);
        foreach (var entry in cases)
        {
            var page = ProjectPage.Parse(
                Encoding.UTF8.GetBytes(Text(entry, "body")!),
                Text(entry, "content_type"),
                new Uri(Text(entry, "url")!));
            Assert.AreEqual(
                string.Join('\n', entry.GetProperty("pip_links").EnumerateArray().Select(Describe)),
                string.Join('\n', page.Files.Select(Describe)),
                Text(entry, "id"));
        }
    }

    private static string Describe(IndexFile file) => string.Join(
        " | ",
        file.FileName,
        file.Url,
        string.Join(' ', file.Hashes.Select(hash => $"{hash.Key}={hash.Value}")),
        file.RequiresPython ?? "any",
        file.YankedReason ?? "not yanked",
        file.MetadataHashes is null ? "no metadata" : "metadata");

    private static string Describe(JsonElement link) => string.Join(
        " | ",
        Text(link, "filename"),
        Text(link, "url"),
        link.GetProperty("hashes") is { ValueKind: JsonValueKind.Object } hashes
            ? string.Join(' ', hashes.EnumerateObject().Select(hash => $"{hash.Name}={hash.Value.GetString()}"))
            : "",
        Text(link, "requires_python") ?? "any",
        Text(link, "yanked") ?? "not yanked",
        link.GetProperty("core_metadata").ValueKind == JsonValueKind.Null ? "no metadata" : "metadata");

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
