namespace EnvBuild.Python.Wheels;

/// <summary>Where members go (PEP 427, "Spread").</summary>
internal sealed class InstallScheme(WheelTarget target, string name)
{
    /// <summary>Folder of scripts, relative to the prefix.</summary>
    public const string Scripts = "bin";

    private const string DataSuffix = ".data";

    /// <summary>Path of a member relative to the prefix.</summary>
    /// <returns><see langword="null"/> for a member of a data folder that belongs to no known scheme.</returns>
    public string? Map(string member)
    {
        var parts = member.Split('/', 3);
        if (!parts[0].EndsWith(DataSuffix, StringComparison.Ordinal))
        {
            return $"{target.SitePackages}/{member}";
        }

        return parts is not [_, var scheme, var rest] ? null : scheme switch
        {
            "purelib" or "platlib" => $"{target.SitePackages}/{rest}",
            "headers" => $"{target.Headers(name)}/{rest}",
            "scripts" => $"{Scripts}/{rest}",
            "data" => rest,
            _ => null,
        };
    }

    /// <summary>Whether a member is a script, which gets the shebang of its environment.</summary>
    public static bool IsScript(string member) =>
        member.Split('/', 3) is [var folder, "scripts", _] && folder.EndsWith(DataSuffix, StringComparison.Ordinal);

    /// <summary>The entry point that a script would start, were it a wrapper of setuptools for Windows.</summary>
    public static string EntryPointOf(string script)
    {
        var fileName = script[(script.LastIndexOf('/') + 1)..];
        foreach (var suffix in (string[])[".exe", "-script.py", ".pya"])
        {
            if (fileName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return fileName[..^suffix.Length];
            }
        }

        return fileName;
    }
}
