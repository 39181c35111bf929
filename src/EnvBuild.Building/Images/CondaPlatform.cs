using EnvBuild.Diagnostics;
using EnvBuild.Oci;

namespace EnvBuild.Building.Images;

/// <summary>Platforms of conda in the words of OCI (image-spec, image-index.md; values of GOOS and GOARCH).</summary>
internal static class CondaPlatform
{
    public const string Default = "linux-64";

    /// <summary>The OCI platform of a conda subdir.</summary>
    /// <exception cref="EnvBuildException">ENV0020: images of that platform cannot be made.</exception>
    public static Platform ToOci(string subdir, SourceLocation? location) => subdir switch
    {
        "linux-64" => Platform.LinuxAmd64,
        "linux-aarch64" => new Platform { Os = "linux", Architecture = "arm64" },
        "linux-32" => new Platform { Os = "linux", Architecture = "386" },
        "linux-armv7l" => new Platform { Os = "linux", Architecture = "arm", Variant = "v7" },
        "linux-ppc64le" => new Platform { Os = "linux", Architecture = "ppc64le" },
        "linux-s390x" => new Platform { Os = "linux", Architecture = "s390x" },
        "linux-riscv64" => new Platform { Os = "linux", Architecture = "riscv64" },
        _ => throw DiagnosticCatalog.PlatformHasNoImages.Exception(location, subdir),
    };
}
