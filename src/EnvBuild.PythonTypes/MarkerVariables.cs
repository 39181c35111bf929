using System.Collections.Frozen;

namespace EnvBuild.Python;

/// <summary>Variables that markers may name (PEP 508), with the spellings of PEP 345 that are still read.</summary>
internal static class MarkerVariables
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["os_name"] = "os_name",
        ["os.name"] = "os_name",
        ["sys_platform"] = "sys_platform",
        ["sys.platform"] = "sys_platform",
        ["platform_machine"] = "platform_machine",
        ["platform.machine"] = "platform_machine",
        ["platform_python_implementation"] = "platform_python_implementation",
        ["platform.python_implementation"] = "platform_python_implementation",
        ["python_implementation"] = "platform_python_implementation",
        ["platform_release"] = "platform_release",
        ["platform_system"] = "platform_system",
        ["platform_version"] = "platform_version",
        ["platform.version"] = "platform_version",
        ["python_version"] = "python_version",
        ["python_full_version"] = "python_full_version",
        ["implementation_name"] = "implementation_name",
        ["implementation_version"] = "implementation_version",
        ["extra"] = "extra",
        ["extras"] = "extras",
        ["dependency_groups"] = "dependency_groups",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Current spelling of a variable; <see langword="null"/> when there is none of that name.</summary>
    public static string? Find(string name) => Names.GetValueOrDefault(name);
}
