using System.Collections.Immutable;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>
/// Puts the prefix where a file has the placeholder, as conda does: in text everywhere, in binary files inside strings
/// that end with NUL, which are filled up with NULs; in UTF-8, UTF-16 and UTF-32, one after the other.
/// </summary>
internal static class PrefixReplacement
{
    // Small results are copied together, so that a layer is not written in crumbs.
    private const int FlattenLimit = 1 << 20;

    /// <summary>
    /// Replaces in a text file; a first line that starts an interpreter is kept short enough for the kernel.
    /// </summary>
    public static Content InText(
        Content content, string placeholder, string prefix, CancellationToken cancellationToken)
    {
        var patches = FindShebangPatch(content, placeholder, prefix);
        foreach (var encoding in PlaceholderEncoding.All(placeholder, prefix))
        {
            ImmutableArray<ContentSegment> replacement = [ContentSegment.OfLiteral(encoding.Prefix)];
            var length = encoding.Placeholder.Length;
            var found = ContentSearch.FindAll(content, encoding.Placeholder, cancellationToken);
            patches = ContentPatch.Merge(
                patches,
                found.ConvertAll(start => new ContentPatch(start, start + length, replacement)));
            content = Apply(content, patches);
            patches = [];
        }

        return content;
    }

    /// <summary>Replaces in a binary file.</summary>
    /// <returns><see langword="null"/> if the prefix is too long for a place that has to take it.</returns>
    public static Content? InBinary(
        Content content, string placeholder, string prefix, CancellationToken cancellationToken)
    {
        foreach (var encoding in PlaceholderEncoding.All(placeholder, prefix))
        {
            var patches = FindStrings(content, encoding, cancellationToken);
            if (patches.Count > 0 && encoding.Prefix.Length > encoding.Placeholder.Length)
            {
                return null;
            }

            content = Apply(content, patches);
        }

        return content;
    }

    private static Content Apply(Content content, List<ContentPatch> patches)
    {
        if (patches.Count == 0)
        {
            return content;
        }

        var patched = ContentPatch.Apply(content, patches);
        return patched.Length <= FlattenLimit ? Content.FromBytes(patched.ToArray()) : patched;
    }

    private static List<ContentPatch> FindShebangPatch(Content content, string placeholder, string prefix)
    {
        var buffer = new byte[Math.Min(content.Length, Shebang.MaximumLine)];
        var start = buffer.AsSpan(0, content.Read(0, buffer));
        if (!start.StartsWith("#!"u8))
        {
            return [];
        }

        var end = start.IndexOf((byte)'\n');
        var line = end >= 0 ? start[..end] : start;
        return line.Length == Shebang.MaximumLine
            ? []
            : [new(0, line.Length, [ContentSegment.OfLiteral(Shebang.Rewrite(line, placeholder, prefix))])];
    }

    private static List<ContentPatch> FindStrings(
        Content content, PlaceholderEncoding encoding, CancellationToken cancellationToken)
    {
        var found = ContentSearch.FindAll(content, encoding.Placeholder, cancellationToken);
        var patches = new List<ContentPatch>();
        for (var first = 0; first < found.Count;)
        {
            var behind = found[first] + encoding.Placeholder.Length;
            var terminator = ContentSearch.IndexOf(content, encoding.Terminator, behind, cancellationToken);
            if (terminator < 0)
            {
                break;
            }

            var end = terminator + encoding.Terminator.Length;
            var last = first;
            while (last + 1 < found.Count && found[last + 1] + encoding.Placeholder.Length <= end)
            {
                last++;
            }

            patches.Add(ReplaceString(content, encoding, found[first..(last + 1)], end));
            first = last + 1;

            // In wide encodings the terminator may take the first bytes of what would be the next one.
            while (first < found.Count && found[first] < end)
            {
                first++;
            }
        }

        return patches;
    }

    private static ContentPatch ReplaceString(
        Content content, PlaceholderEncoding encoding, List<long> occurrences, long end)
    {
        var pieces = ImmutableArray.CreateBuilder<ContentSegment>((2 * occurrences.Count) + 1);
        for (var i = 0; i < occurrences.Count; i++)
        {
            var behind = occurrences[i] + encoding.Placeholder.Length;
            var next = i + 1 < occurrences.Count ? occurrences[i + 1] : end;
            pieces.Add(ContentSegment.OfLiteral(encoding.Prefix));
            content.AddSlice(pieces, behind, next - behind);
        }

        var room = encoding.Placeholder.Length - encoding.Prefix.Length;
        pieces.Add(ContentSegment.OfLiteral(new byte[Math.Max(0, room) * occurrences.Count]));
        return new ContentPatch(occurrences[0], end, pieces.DrainToImmutable());
    }
}
