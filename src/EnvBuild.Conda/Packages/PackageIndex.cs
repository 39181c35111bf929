using System.Collections.Immutable;
using System.Text.Json;

namespace EnvBuild.Conda.Packages;

/// <summary>The package's own account of itself: <c>info/index.json</c> and <c>info/link.json</c> (CEP 34).</summary>
internal sealed record PackageIndex
{
    private const string IndexFile = "info/index.json";
    private const string LinkFile = "info/link.json";
    private const string OldLinkFile = "info/package_metadata.json";

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Build { get; init; }

    /// <summary><c>python</c>, <c>generic</c>, or <see langword="null"/> for a package of one platform.</summary>
    public string? NoArch { get; init; }

    /// <summary>Commands of a noarch Python package, <c>name = module:function</c>.</summary>
    public ImmutableArray<string> EntryPoints { get; init; } = [];

    /// <summary>The whole of <c>info/index.json</c>.</summary>
    public required JsonElement Json { get; init; }

    /// <summary><c>name-version-build</c>, the stem of file names.</summary>
    public string Stem => $"{Name}-{Version}-{Build}";

    public static PackageIndex Read(PackageArchive archive)
    {
        var json = archive.ReadJsonMetadata(IndexFile) ?? throw archive.InvalidMetadata(IndexFile, "it is missing");
        var index = new PackageIndex
        {
            Name = Require(archive, json, "name"),
            Version = Require(archive, json, "version"),
            Build = Require(archive, json, "build"),
            NoArch = ReadNoArch(json),
            EntryPoints = ReadEntryPoints(archive),
            Json = json,
        };
        return ArchivePath.FindFault(index.Stem) is null && !index.Stem.Contains('/', StringComparison.Ordinal)
            ? index
            : throw archive.InvalidMetadata(IndexFile, $"'{index.Stem}' is not a file name");
    }

    private static string Require(PackageArchive archive, JsonElement json, string key) =>
        json.FindString(key) is { Length: > 0 } value
            ? value
            : throw archive.InvalidMetadata(IndexFile, $"'{key}' is missing or no text");

    // Before noarch had kinds it was a flag, which meant what is "generic" today.
    private static string? ReadNoArch(JsonElement json) =>
        json.TryGetProperty("noarch", out var value) && value.ValueKind == JsonValueKind.True
            ? "generic"
            : json.FindString("noarch");

    private static ImmutableArray<string> ReadEntryPoints(PackageArchive archive)
    {
        var file = archive.TryGetEntry(LinkFile, out _) ? LinkFile : OldLinkFile;
        if (archive.ReadJsonMetadata(file) is not { } link)
        {
            return [];
        }

        archive.RequireVersion(file, link, "package_metadata_version");
        if (!link.TryGetProperty("noarch", out var noArch)
            || noArch.ValueKind != JsonValueKind.Object
            || !noArch.TryGetProperty("entry_points", out var entryPoints)
            || entryPoints.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return
        [
            .. entryPoints.EnumerateArray().Select(element => element.ValueKind == JsonValueKind.String
                ? element.GetString()!
                : throw archive.InvalidMetadata(file, "an entry point is no text")),
        ];
    }
}
