namespace EnvBuild.Conda.Packages;

/// <summary>Paths inside a package, which decide where an image is written to.</summary>
internal static class ArchivePath
{
    /// <summary>Characters of a path, and of the target of a link: no Linux takes longer ones.</summary>
    public const int MaximumLength = 4096;

    /// <summary>Why a path cannot be used, as the end of a sentence; <see langword="null"/> for a good one.</summary>
    /// <param name="path">Path relative to the root of a package, without a trailing slash.</param>
    public static string? FindFault(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "is empty";
        }

        if (path.Length > MaximumLength)
        {
            return $"is longer than {MaximumLength} characters";
        }

        if (path[0] == '/')
        {
            return "is absolute";
        }

        if (path.Contains('\0'))
        {
            return "contains a NUL";
        }

        if (path.Contains('\uFFFD'))
        {
            return "is not valid UTF-8";
        }

        foreach (var range in path.Split('/'))
        {
            if (FindPartFault(path[range]) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>The path as archives may write it: without a leading <c>./</c> and without a trailing slash.</summary>
    public static string Normalize(string path)
    {
        var span = path.AsSpan();
        while (span.StartsWith("./", StringComparison.Ordinal))
        {
            span = span[2..];
        }

        if (span.EndsWith("/", StringComparison.Ordinal))
        {
            span = span[..^1];
        }

        return span.Length == path.Length ? path : span.ToString();
    }

    private static string? FindPartFault(ReadOnlySpan<char> part) => part switch
    {
        "" => "contains an empty part",
        "." => "contains the part '.'",
        ".." => "climbs out of the prefix",
        _ when part.StartsWith(".wh.", StringComparison.Ordinal) => "has a part that engines read as a deletion (.wh.)",
        _ => null,
    };
}
