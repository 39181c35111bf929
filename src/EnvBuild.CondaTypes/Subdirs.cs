using System.Collections.Frozen;

namespace EnvBuild.Conda;

/// <summary>Names of the platforms of conda (CEP 26): the folders of a channel.</summary>
public static class Subdirs
{
    /// <summary>Packages for every platform.</summary>
    public const string NoArch = "noarch";

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            NoArch, "emscripten-wasm32", "wasi-wasm32", "freebsd-64", "zos-z",
            "linux-32", "linux-64", "linux-aarch64", "linux-armv6l", "linux-armv7l", "linux-loongarch64",
            "linux-ppc64", "linux-ppc64le", "linux-riscv32", "linux-riscv64", "linux-s390x",
            "osx-64", "osx-arm64", "win-32", "win-64", "win-arm64",
        ],
        StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> All => Names;

    /// <summary>Whether a text is the name of a platform or <c>noarch</c>.</summary>
    /// <param name="text">The text.</param>
    public static bool IsKnown(string text) => Names.Contains(text);
}
