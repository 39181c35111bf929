using System.Buffers;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>Finds bytes in a file of an archive, in memory or window by window.</summary>
internal static class ContentSearch
{
    private const int WindowSize = 1 << 20;

    // What is looked for once is near most of the time.
    private const int FirstWindowSize = 4 << 10;

    /// <summary>Positions of all occurrences that do not overlap, in ascending order.</summary>
    public static List<long> FindAll(Content content, ReadOnlySpan<byte> needle, CancellationToken cancellationToken)
    {
        var found = new List<long>();
        Search(content, needle, 0, found, stopAtFirst: false, cancellationToken);
        return found;
    }

    /// <summary>Position of the first occurrence from a position on; -1 if there is none.</summary>
    public static long IndexOf(
        Content content,
        ReadOnlySpan<byte> needle,
        long from,
        CancellationToken cancellationToken)
    {
        var found = new List<long>(1);
        Search(content, needle, from, found, stopAtFirst: true, cancellationToken);
        return found.Count == 0 ? -1 : found[0];
    }

    private static void Search(
        Content content,
        ReadOnlySpan<byte> needle,
        long from,
        List<long> found,
        bool stopAtFirst,
        CancellationToken cancellationToken)
    {
        if (content.Segments is [var only] && content.TryGetMemory(only, out var whole))
        {
            SearchWindow(whole.Span[(int)from..], from, needle, found, stopAtFirst);
            return;
        }

        // Twice the needle, so that each window gets ahead even where a package has a placeholder of megabytes.
        var largest = Math.Max(WindowSize, 2 * needle.Length);
        var size = Math.Max(stopAtFirst ? FirstWindowSize : WindowSize, 2 * needle.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(largest);
        while (from + needle.Length <= content.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var window = buffer.AsSpan(0, content.Read(from, buffer.AsSpan(0, size)));
            var next = SearchWindow(window, from, needle, found, stopAtFirst);
            if (stopAtFirst && found.Count > 0)
            {
                break;
            }

            // The tail may hold the beginning of an occurrence that ends in the next window.
            from = Math.Max(next, from + window.Length - needle.Length + 1);
            size = largest;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <returns>Position behind the last occurrence.</returns>
    private static long SearchWindow(
        ReadOnlySpan<byte> window,
        long start,
        ReadOnlySpan<byte> needle,
        List<long> found,
        bool stopAtFirst)
    {
        var position = 0;
        while (window[position..].IndexOf(needle) is >= 0 and var index)
        {
            found.Add(start + position + index);
            position += index + needle.Length;
            if (stopAtFirst)
            {
                break;
            }
        }

        return start + position;
    }
}
