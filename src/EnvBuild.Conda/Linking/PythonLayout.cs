using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>Where the python of an environment expects what noarch Python packages bring.</summary>
/// <param name="Version">Major and minor version, such as <c>3.11</c>.</param>
/// <param name="SitePackages">Path relative to the prefix, such as <c>lib/python3.11/site-packages</c>.</param>
public sealed record PythonLayout(string Version, string SitePackages)
{
    /// <summary>Path of the interpreter relative to the prefix, as conda writes it into entry points.</summary>
    public string Interpreter => $"bin/python{Version}";

    /// <summary>The layout that a package <c>python</c> brings (CEP 17).</summary>
    /// <param name="version">Version of the package, such as <c>3.11.7</c>.</param>
    /// <param name="sitePackagesPath">Its <c>python_site_packages_path</c>, if it has one.</param>
    /// <exception cref="EnvBuildException">The path leads out of the prefix.</exception>
    public static PythonLayout Of(string version, string? sitePackagesPath)
    {
        ArgumentNullException.ThrowIfNull(version);
        var parts = version.Split('.');
        var minor = parts.Length < 2 ? version : $"{parts[0]}.{LeadingDigits(parts[1])}";
        if (string.IsNullOrEmpty(sitePackagesPath))
        {
            return new PythonLayout(minor, $"lib/python{minor}/site-packages");
        }

        var path = ArchivePath.Normalize(sitePackagesPath);
        return ArchivePath.FindFault(path) is { } fault
            ? throw DiagnosticCatalog.SitePackagesUnsafe.Exception(null, sitePackagesPath, fault)
            : new PythonLayout(minor, path);
    }

    private static string LeadingDigits(string text) => new([.. text.TakeWhile(char.IsAsciiDigit)]);
}
