using System.Security.Cryptography;
using System.Text.Json;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>What conda 25.3 made of the same packages, byte for byte.</summary>
[TestClass]
public sealed class GoldenTreeTests
{
    // They depend on the machine or on the request, and are therefore in no record of ours.
    private static readonly HashSet<string> NotRecorded = new(StringComparer.Ordinal)
    {
        "extracted_package_dir", "link", "package_tarball_full_path", "requested_spec",
    };

    [TestMethod]
    [DataRow(64 << 20, DisplayName = "unpacked in memory")]
    [DataRow(1 << 20, DisplayName = "unpacked to a temporary file")]
    public async Task Every_path_has_the_mode_the_content_and_the_target_that_conda_gives_it(int memoryLimit)
    {
        var expected = GoldenEnvironment.Files();
        var compiled = new HashSet<string>(StringComparer.Ordinal);
        var actual = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in GoldenEnvironment.Records())
        {
            compiled.UnionWith(PathsOfType(record, "pyc_file"));
            await GoldenEnvironment.UseAsync(
                record,
                new PackageArchiveOptions { MemoryLimit = memoryLimit },
                async package =>
                {
                    foreach (var entry in package.Entries.Where(entry => !entry.Path.StartsWith("conda-meta/")))
                    {
                        actual.Add(entry.Path, await DescribeAsync(entry));
                    }
                });
        }

        // conda runs python to compile them; what that writes holds the time of the build.
        Assert.IsNotEmpty(compiled);
        foreach (var path in compiled)
        {
            expected.Remove(path);
        }

        CollectionAssert.AreEqual(Lines(expected), Lines(actual));
    }

    [TestMethod]
    public async Task Every_record_tells_what_the_record_of_conda_tells()
    {
        foreach (var record in GoldenEnvironment.Records())
        {
            await GoldenEnvironment.UseAsync(record, PackageArchiveOptions.Default, package =>
            {
                Assert.AreEqual("", string.Join('\n', package.Diagnostics.Where(it => it.Code != "ENV4207")));
                var entry = package.Entries.Single(entry => entry.Path == $"conda-meta/{package.Stem}.json");
                Assert.IsTrue(entry.Content.TryGetMemory(out var json));
                using var ours = JsonDocument.Parse(json);
                var compiled = PathsOfType(record, "pyc_file").ToHashSet();
                var expected = record.EnumerateObject()
                    .Where(property => !NotRecorded.Contains(property.Name))
                    .ToDictionary(property => property.Name, property => Describe(property, compiled));
                var actual = ours.RootElement.EnumerateObject()
                    .ToDictionary(property => property.Name, property => Describe(property, []));
                CollectionAssert.AreEquivalent(Lines(expected), Lines(actual));
                return Task.CompletedTask;
            });
        }
    }

    private static string[] Lines(IEnumerable<KeyValuePair<string, string>> pairs) =>
        [.. pairs.Select(pair => $"{pair.Key} {pair.Value}")];

    private static IEnumerable<string> PathsOfType(JsonElement record, string type) =>
        record.GetProperty("paths_data").GetProperty("paths").EnumerateArray()
            .Where(path => path.GetProperty("path_type").GetString() == type)
            .Select(path => path.GetProperty("_path").GetString()!);

    private static string Describe(JsonProperty property, HashSet<string> compiled) => property.Name switch
    {
        "files" => string.Join('\n', property.Value.EnumerateArray()
            .Select(file => file.GetString()!)
            .Where(file => !compiled.Contains(file))),
        "paths_data" => string.Join('\n', property.Value.GetProperty("paths").EnumerateArray()
            .Where(path => !compiled.Contains(path.GetProperty("_path").GetString()!))
            .Select(path => JsonSerializer.Serialize(path))),
        _ => JsonSerializer.Serialize(property.Value),
    };

    private static async Task<string> DescribeAsync(LinkedEntry entry)
    {
        if (entry.Kind == LinkedEntryKind.SymbolicLink)
        {
            return $"l {entry.LinkTarget}";
        }

        using var written = new MemoryStream();
        await entry.Content.WriteToAsync(written, CancellationToken.None);
        Assert.AreEqual(entry.Size, written.Length);
        var hash = Convert.ToHexStringLower(SHA256.HashData(written.GetBuffer().AsSpan(0, (int)written.Length)));
        Assert.AreEqual(entry.Sha256, hash);
        return $"0o{Convert.ToString(entry.Mode, 8)} {hash}";
    }
}
