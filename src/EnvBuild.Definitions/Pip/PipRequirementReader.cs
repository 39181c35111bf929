using System.Buffers;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;
using EnvBuild.Python;

namespace EnvBuild.Definitions.Pip;

/// <summary>Reads what pip is asked for: a requirement of PEP 508, an address or a path.</summary>
internal sealed class PipRequirementReader(DefinitionDraft draft, string folder, DiagnosticSink sink)
{
    private static readonly string[] ArchiveEndings = [".whl", ".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz"];

    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("=<>!~[{;@");

    public PipRequirement? Read(
        string text, IReadOnlyList<string> options, bool isEditable, Func<int, SourceSpan> spanAt)
    {
        var location = sink.At(spanAt(0));
        var result = PlaceholderText.IsIn(text) ? ReadPlaceholder(text, location)
            : IsAddress(text) ? ReadAddress(text, location)
            : IsPath(text) ? ReadPath(text, location)
            : ReadNamed(text, location, spanAt);
        if (result is null)
        {
            return null;
        }

        var requirement = isEditable
            ? result with { IsEditable = true, Canonical = "-e " + result.Canonical }
            : result;
        return options.Count == 0 ? requirement : PipRequirementOptions.Apply(requirement, options, sink);
    }

    private PipRequirement ReadPlaceholder(string text, SourceLocation location)
    {
        draft.AddPlaceholder(new Placeholder(text, PlaceholderSection.Pip, location), sink);
        return new PipRequirement(PipRequirementKind.Placeholder, text, PlaceholderCanonical(text), location);
    }

    // `name=={{x}}` and `Name == {{x}}` mean the same.
    private static string PlaceholderCanonical(string text)
    {
        var compact = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        var end = compact.AsSpan().IndexOfAny(NameEnds);
        return end > 0 ? PackageName.Normalize(compact[..end]) + compact[end..] : compact;
    }

    private static PipRequirement ReadAddress(string text, SourceLocation location)
    {
        var (address, marker) = SplitMarker(text);
        return new PipRequirement(
            PipRequirementKind.Address, text, address + Suffix(marker), location)
        { Target = address };
    }

    private PipRequirement ReadPath(string text, SourceLocation location)
    {
        var (path, marker) = SplitMarker(text);
        var (bare, extras) = SplitExtras(PipLine.WithoutFileScheme(path));
        var kind = HasArchiveEnding(bare) ? PipRequirementKind.LocalFile : PipRequirementKind.LocalFolder;
        return new PipRequirement(kind, text, RelativePath.NormalizeMarked(bare) + extras + Suffix(marker), location)
        {
            Target = path,
            LocalPath = RelativePath.Resolve(bare, folder),
        };
    }

    private PipRequirement? ReadNamed(string text, SourceLocation location, Func<int, SourceSpan> spanAt)
    {
        if (Requirement.TryParse(text, out var requirement, out var error))
        {
            return new PipRequirement(PipRequirementKind.Named, text, requirement.ToCanonicalString(), location)
            {
                Requirement = requirement,
                Target = requirement.Url,
            };
        }

        sink.Report(DiagnosticCatalog.RequirementInvalid, spanAt(error.Position), text, error.Message);
        return null;
    }

    private static (string Target, string Marker) SplitMarker(string text)
    {
        var semicolon = text.IndexOf(" ;", StringComparison.Ordinal);
        semicolon = semicolon < 0 ? text.IndexOf("; ", StringComparison.Ordinal) : semicolon;
        return semicolon < 0 ? (text, "") : (text[..semicolon].Trim(), text[semicolon..].Trim(' ', '\t', ';'));
    }

    private static (string Path, string Extras) SplitExtras(string path)
    {
        var bracket = path.EndsWith(']') ? path.LastIndexOf('[') : -1;
        return bracket < 0 ? (path, "") : (path[..bracket], path[bracket..]);
    }

    private static string Suffix(string marker) =>
        marker.Length == 0
            ? ""
            : " ; " + (MarkerExpression.TryParse(marker, out var parsed, out _) ? parsed.ToCanonicalString() : marker);

    private static bool IsAddress(string text)
    {
        var scheme = text.IndexOf(':', StringComparison.Ordinal);
        return scheme > 1
            && text.AsSpan(0, scheme).IndexOfAnyExcept(SchemeCharacters) < 0
            && !text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPath(string text)
    {
        var (target, _) = SplitMarker(text);
        return target is "." or ".." || target[0] is '.' or '/' or '\\' or '~'
            || target.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || target is [var drive, ':', '\\' or '/', ..] && char.IsAsciiLetter(drive)
            || (HasArchiveEnding(target) && !target.Contains('@', StringComparison.Ordinal));
    }

    private static bool HasArchiveEnding(string path) =>
        ArchiveEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
