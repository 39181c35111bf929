namespace EnvBuild.Tasks.Containers;

/// <summary>Runtime identifiers of .NET in the words of conda.</summary>
internal static class RuntimeIdentifiers
{
    /// <summary>The conda subdir for a runtime identifier.</summary>
    /// <returns>
    /// <see langword="null"/> where no environment can be; with musl too, since packages of conda need the C library of
    /// GNU.
    /// </returns>
    public static string? ToSubdir(string runtimeIdentifier) => runtimeIdentifier switch
    {
        "linux-x64" => "linux-64",
        "linux-arm64" => "linux-aarch64",
        "linux-x86" => "linux-32",
        "linux-arm" => "linux-armv7l",
        "linux-ppc64le" or "linux-s390x" or "linux-riscv64" => runtimeIdentifier,
        _ => null,
    };
}
