using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Conda;

/// <summary>Name, version and build as the name of a package file holds them (CEP 26).</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Text of the version.</param>
/// <param name="Build">Build string.</param>
/// <param name="Extension"><c>.conda</c> or <c>.tar.bz2</c>.</param>
public sealed record DistName(string Name, string Version, string Build, string Extension)
{
    private static readonly string[] Extensions = [".conda", ".tar.bz2"];

    /// <summary>Whether a text ends as package files do.</summary>
    /// <param name="text">A name, path or URL.</param>
    public static bool IsPackageFile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Array.Exists(Extensions, extension => text.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Takes the name of a package file apart.</summary>
    /// <param name="fileName">The name, without folder.</param>
    /// <param name="dist">Its parts, if it has them.</param>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out DistName? dist)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        dist = null;
        var extension = Array.Find(Extensions, text => fileName.EndsWith(text, StringComparison.OrdinalIgnoreCase));
        if (extension is null)
        {
            return false;
        }

        var stem = fileName[..^extension.Length];
        var build = stem.LastIndexOf('-');
        var version = build <= 0 ? -1 : stem.LastIndexOf('-', build - 1);
        if (version <= 0)
        {
            return false;
        }

        dist = new DistName(stem[..version], stem[(version + 1)..build], stem[(build + 1)..], extension);
        return true;
    }

    /// <summary>Name, version and build.</summary>
    public override string ToString() => $"{Name}-{Version}-{Build}";
}
