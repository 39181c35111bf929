using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace EnvBuild.Conda.Packages;

/// <summary>
/// Packages without <c>info/paths.json</c>: <c>info/files</c> lists the paths, <c>info/has_prefix</c> the placeholders
/// (CEP 34, deprecated files); without <c>info/files</c> everything outside <c>info/</c> belongs to the package.
/// </summary>
internal static class LegacyPackagePaths
{
    private const string DefaultPlaceholder = "/opt/anaconda1anaconda2anaconda3";

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t");

    public static ImmutableArray<PackagePath> Read(PackageArchive archive)
    {
        var prefixes = ReadLines(archive, "info/has_prefix")
            .Select(ParsePrefix)
            .GroupBy(path => path.Path, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var noLink = ReadLines(archive, "info/no_link")
            .Concat(ReadLines(archive, "info/no_softlink"))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. ListFiles(archive).Select(path => (prefixes.GetValueOrDefault(path) ?? new PackagePath { Path = path })
                with
            {
                NoLink = noLink.Contains(path),
            }),
        ];
    }

    /// <summary><c>placeholder mode path</c>, each in quotes where it holds blanks, or only <c>path</c>.</summary>
    private static PackagePath ParsePrefix(string line)
    {
        var rest = line.AsSpan();
        var first = TakeField(ref rest);
        var second = TakeField(ref rest);
        var third = TakeField(ref rest);
        return second is "text" or "binary" && third.Length > 0
            ? new PackagePath
            {
                Path = ArchivePath.Normalize(third),
                Placeholder = first,
                Mode = second == "binary" ? PlaceholderMode.Binary : PlaceholderMode.Text,
            }
            : new PackagePath { Path = ArchivePath.Normalize(Unquote(line)), Placeholder = DefaultPlaceholder };
    }

    private static string TakeField(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        if (rest is ['"' or '\'', ..] && rest[1..].IndexOf(rest[0]) is >= 0 and var close)
        {
            var quoted = rest.Slice(1, close).ToString();
            rest = rest[(close + 2)..];
            return quoted;
        }

        var end = rest.IndexOfAny(Blanks) is >= 0 and var blank ? blank : rest.Length;
        var field = rest[..end].ToString();
        rest = rest[end..];
        return field;
    }

    private static string Unquote(string line) =>
        line.Length > 1 && line[0] is '"' or '\'' && line[^1] == line[0] ? line[1..^1] : line;

    private static IEnumerable<string> ListFiles(PackageArchive archive)
    {
        if (archive.TryGetEntry("info/files", out _))
        {
            return ReadLines(archive, "info/files").Select(ArchivePath.Normalize).Distinct(StringComparer.Ordinal);
        }

        return archive.Entries
            .Where(entry => entry.Kind != ArchiveEntryKind.Directory
                && !entry.Path.StartsWith("info/", StringComparison.Ordinal))
            .Select(entry => entry.Path)
            .Order(StringComparer.Ordinal);
    }

    // As in conda, a line that begins with # is a comment in all of these lists.
    private static IEnumerable<string> ReadLines(PackageArchive archive, string file) =>
        archive.ReadMetadata(file) is { } bytes
            ? Encoding.UTF8.GetString(bytes)
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
            : [];
}
