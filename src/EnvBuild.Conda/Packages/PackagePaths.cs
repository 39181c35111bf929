using System.Collections.Immutable;
using System.Text.Json;

namespace EnvBuild.Conda.Packages;

/// <summary>
/// Reads what a package wants to have in the prefix: <c>info/paths.json</c>, which rules alone where it exists, else
/// <c>info/files</c> with <c>info/has_prefix</c> and <c>info/no_link</c> (CEP 34).
/// </summary>
internal static class PackagePaths
{
    private const string FileName = "info/paths.json";

    public static ImmutableArray<PackagePath> Read(PackageArchive archive)
    {
        if (archive.ReadJsonMetadata(FileName) is not { } root)
        {
            return LegacyPackagePaths.Read(archive);
        }

        archive.RequireVersion(FileName, root, "paths_version");
        if (!root.TryGetProperty("paths", out var paths) || paths.ValueKind != JsonValueKind.Array)
        {
            throw archive.InvalidMetadata(FileName, "'paths' is missing or no list");
        }

        var known = new Dictionary<string, PackagePath>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<PackagePath>(paths.GetArrayLength());
        foreach (var element in paths.EnumerateArray())
        {
            var path = ReadPath(archive, element);
            if (known.TryAdd(path.Path, path))
            {
                result.Add(path);
            }
            else if (known[path.Path] != path)
            {
                throw archive.InvalidMetadata(FileName, $"'{path.Path}' is listed twice, with different content");
            }
        }

        return result.DrainToImmutable();
    }

    private static PackagePath ReadPath(PackageArchive archive, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || element.FindString("_path") is not { Length: > 0 } path)
        {
            throw archive.InvalidMetadata(FileName, "an entry has no '_path'");
        }

        var mode = element.FindString("file_mode") switch
        {
            null or "text" => PlaceholderMode.Text,
            "binary" => PlaceholderMode.Binary,
            var other => throw archive.InvalidMetadata(FileName, $"'file_mode' of '{path}' is '{other}'"),
        };
        var placeholder = element.FindString("prefix_placeholder");
        return new PackagePath
        {
            Path = ArchivePath.Normalize(path),
            IsDirectory = element.FindString("path_type") == "directory",
            Placeholder = placeholder is { Length: > 0 } ? placeholder : null,
            Mode = mode,
            NoLink = element.TryGetProperty("no_link", out var noLink) && noLink.ValueKind == JsonValueKind.True,
            Sha256 = element.FindString("sha256")?.ToLowerInvariant(),
            Size = element.FindInt64("size_in_bytes"),
        };
    }
}
