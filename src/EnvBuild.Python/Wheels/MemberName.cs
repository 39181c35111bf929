namespace EnvBuild.Python.Wheels;

/// <summary>Names of members, which decide where an image is written to.</summary>
internal static class MemberName
{
    /// <summary>Characters of a name: no Linux takes longer paths.</summary>
    public const int MaximumLength = 4096;

    /// <summary>Why a name cannot be used, as the end of a sentence; <see langword="null"/> for a good one.</summary>
    public static string? FindFault(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Length > MaximumLength)
        {
            return $"has a name that is not 1 to {MaximumLength} characters long";
        }

        if (name[0] == '/')
        {
            return "has an absolute name";
        }

        if (name.Contains('\\'))
        {
            return "has a backslash in its name";
        }

        if (name.ContainsAnyInRange('\0', '\x1F') || name.Contains('\uFFFD'))
        {
            return "has a control character or invalid text in its name";
        }

        foreach (var range in name.Split('/'))
        {
            if (FindPartFault(name[range]) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? FindPartFault(ReadOnlySpan<char> part) => part switch
    {
        "" => "has an empty part in its name",
        "." => "has the part '.' in its name",
        ".." => "climbs out of its root",
        _ when part.StartsWith(".wh.", StringComparison.Ordinal) =>
            "has a part in its name that engines read as a deletion (.wh.)",
        _ => null,
    };
}
