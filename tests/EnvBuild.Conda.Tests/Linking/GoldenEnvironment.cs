using System.Text.Json;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>An environment that conda itself installed, and the packages it was made of.</summary>
internal static class GoldenEnvironment
{
    public const string Prefix = "/opt/envbuild-test";

    public static LinkOptions Options { get; } = new(Prefix, "linux-64", PythonLayout.Of("3.11.7", null));

    /// <summary>The records that conda wrote.</summary>
    public static IEnumerable<JsonElement> Records() =>
        Directory.EnumerateFiles(Corpus.Require("conda/link/debian12-py.opt-envbuild-test.conda-meta"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonElement.Parse(File.ReadAllBytes(file)));

    /// <summary>Path, then mode or <c>l</c>, then SHA-256 or link target.</summary>
    public static SortedDictionary<string, string> Files()
    {
        var root = JsonElement.Parse(File.ReadAllBytes(Corpus.Require("conda/link/debian12-py.files.json")));
        var files = root.GetProperty("files").EnumerateArray().ToDictionary(
            file => file[0].GetString()!,
            file => $"{file[1].GetString()} {file[2].GetString()}",
            StringComparer.Ordinal);
        return new SortedDictionary<string, string>(files, StringComparer.Ordinal);
    }

    public static async Task UseAsync(
        JsonElement record, PackageArchiveOptions archiveOptions, Func<LinkedPackage, Task> action)
    {
        var subdir = record.GetProperty("subdir").GetString();
        var fileName = record.GetProperty("fn").GetString()!;
        using var client = new HttpClient();
        var fetched = await new PackageFetcher(client, Path.GetTempPath(), NullReporter.Instance).FetchAsync(
            new PackageSource(
                Corpus.RequireChannel($"{subdir}/{fileName}"),
                fileName,
                record.GetProperty("sha256").GetString(),
                record.GetProperty("md5").GetString(),
                record.GetProperty("size").GetInt64()),
            CancellationToken.None);
        var origin = new PackageOrigin(
            record.GetProperty("url").GetString()!,
            record.GetProperty("channel").GetString()!,
            fileName,
            fetched.Sha256,
            fetched.Md5,
            fetched.Size);
        await using var archive = await PackageArchive.OpenAsync(fetched.Path, archiveOptions, CancellationToken.None);
        await action(await PackageLinker.LinkAsync(archive, origin, Options, CancellationToken.None));
    }
}
