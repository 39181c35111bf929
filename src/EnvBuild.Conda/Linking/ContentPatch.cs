using System.Collections.Immutable;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>Replaces a range of a file by other pieces.</summary>
internal readonly record struct ContentPatch(long Start, long End, ImmutableArray<ContentSegment> Pieces)
{
    /// <summary>The file with its patches, which are sorted and do not overlap.</summary>
    public static Content Apply(Content content, List<ContentPatch> patches)
    {
        var pieces = ImmutableArray.CreateBuilder<ContentSegment>();
        long position = 0;
        foreach (var patch in patches)
        {
            content.AddSlice(pieces, position, patch.Start - position);
            pieces.AddRange(patch.Pieces);
            position = patch.End;
        }

        content.AddSlice(pieces, position, content.Length - position);
        return content.With(pieces.DrainToImmutable());
    }

    /// <summary>Merges later patches in; what overlaps an earlier one is dropped.</summary>
    public static List<ContentPatch> Merge(List<ContentPatch> earlier, List<ContentPatch> later)
    {
        if (earlier.Count == 0 || later.Count == 0)
        {
            return earlier.Count == 0 ? later : earlier;
        }

        var merged = new List<ContentPatch>(earlier.Count + later.Count);
        var next = 0;
        foreach (var patch in later)
        {
            while (next < earlier.Count && earlier[next].End <= patch.Start)
            {
                merged.Add(earlier[next++]);
            }

            if (next == earlier.Count || earlier[next].Start >= patch.End)
            {
                merged.Add(patch);
            }
        }

        merged.AddRange(earlier.Skip(next));
        return merged;
    }
}
