using System.Collections.Immutable;

namespace EnvBuild.Python.Tags;

/// <summary>The CPython on Linux for which wheels are chosen; nothing of it has to be on this machine.</summary>
/// <param name="Version">Full version of the interpreter.</param>
/// <param name="Machine">Processor as Linux names it: <c>x86_64</c>, <c>aarch64</c>.</param>
/// <param name="Libc">C library.</param>
/// <param name="LibcMajor">Major version of the C library.</param>
/// <param name="LibcMinor">Minor version of the C library.</param>
/// <param name="IsFreeThreaded">Whether it runs without the global lock (PEP 703).</param>
public sealed record PythonTarget(
    PythonVersion Version,
    string Machine,
    LibcKind Libc,
    int LibcMajor,
    int LibcMinor,
    bool IsFreeThreaded = false)
{
    /// <summary>First number of the version.</summary>
    public int Major => (int)Version.Release[0];

    /// <summary>Second number of the version.</summary>
    public int Minor => Version.Release.Length > 1 ? (int)Version.Release[1] : 0;

    /// <summary>
    /// What markers stand for there (PEP 508). Release and version of the kernel are those of the machine that will run it:
    /// nobody knows them, and they are empty.
    /// </summary>
    public MarkerEnvironment ToMarkerEnvironment() => new(new Dictionary<string, string>
    {
        ["implementation_name"] = "cpython",
        ["implementation_version"] = Version.ToString(),
        ["os_name"] = "posix",
        ["platform_machine"] = Machine,
        ["platform_python_implementation"] = "CPython",
        ["platform_release"] = "",
        ["platform_system"] = "Linux",
        ["platform_version"] = "",
        ["python_full_version"] = Version.ToString(),
        ["python_version"] = $"{Major}.{Minor}",
        ["sys_platform"] = "linux",
    }.ToImmutableDictionary(StringComparer.Ordinal));
}
