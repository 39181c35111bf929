using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.VirtualPackages;

/// <summary>A property of the target that packages ask for as if it were a package (CEP 30).</summary>
/// <param name="Name">Name with two underscores: <c>__glibc</c>.</param>
/// <param name="Version">Version; <c>0</c> where only the presence counts.</param>
/// <param name="Build">Build string; <c>0</c> where it does not matter.</param>
public sealed record VirtualPackage(string Name, CondaVersion Version, string Build)
{
    /// <summary>Reads <c>__glibc=2.36</c>, <c>__archspec=1=x86_64</c>, <c>__unix</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EnvBuildException">The text is not a virtual package (ENV3005).</exception>
    public static VirtualPackage Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Trim().Replace("==", "=", StringComparison.Ordinal).Split('=');
        var name = parts[0].Trim().ToLowerInvariant();
        if (parts.Length > 3 || !name.StartsWith("__", StringComparison.Ordinal) || name.Length == 2
            || !CondaVersion.TryParse(parts.Length > 1 ? parts[1] : "0", out var version, out _))
        {
            throw DiagnosticCatalog.InvalidVirtualPackage.Exception(null, text);
        }

        return new VirtualPackage(name, version, parts.Length > 2 ? parts[2].Trim() : "0");
    }

    /// <summary>The form that <see cref="Parse"/> reads: <c>__glibc=2.36=0</c>.</summary>
    public override string ToString() => $"{Name}={Version.Text}={Build}";
}
