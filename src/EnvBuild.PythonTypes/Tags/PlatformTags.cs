namespace EnvBuild.Python.Tags;

/// <summary>The platform tags of a Linux system, the newest first.</summary>
internal static class PlatformTags
{
    private const int OldestGlibcOfFirstMachines = 5;
    private const int OldestGlibc = 17;

    // Names from before PEP 600, by the minor version of glibc 2.
    private static readonly Dictionary<int, string> OldNames = new()
    {
        [17] = "manylinux2014",
        [12] = "manylinux2010",
        [5] = "manylinux1",
    };

    public static IEnumerable<string> For(PythonTarget target) => target.Libc switch
    {
        LibcKind.Musl => Musllinux(target).Append($"linux_{target.Machine}"),
        _ => Manylinux(target).Append($"linux_{target.Machine}"),
    };

    private static IEnumerable<string> Manylinux(PythonTarget target)
    {
        if (target.LibcMajor != 2)
        {
            yield break;
        }

        var oldest = target.Machine is "x86_64" or "i686" ? OldestGlibcOfFirstMachines : OldestGlibc;
        for (var minor = target.LibcMinor; minor >= oldest; minor--)
        {
            yield return $"manylinux_2_{minor}_{target.Machine}";
            if (OldNames.TryGetValue(minor, out var name))
            {
                yield return $"{name}_{target.Machine}";
            }
        }
    }

    private static IEnumerable<string> Musllinux(PythonTarget target) =>
        Enumerable.Range(0, target.LibcMinor + 1).Reverse()
            .Select(minor => $"musllinux_{target.LibcMajor}_{minor}_{target.Machine}");
}
