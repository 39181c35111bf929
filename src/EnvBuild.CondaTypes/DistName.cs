using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Conda;

/// <summary>Name, version and build as the name of a package file holds them (CEP 26).</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Text of the version.</param>
/// <param name="Build">Build string.</param>
/// <param name="Extension"><c>.conda</c> or <c>.tar.bz2</c>.</param>
public sealed record DistName(string Name, string Version, string Build, string Extension)
{
    /// <summary>Extension of format version 2, which counts where a package is there in both formats.</summary>
    public const string NewExtension = ".conda";

    private static readonly string[] Extensions = [NewExtension, ".tar.bz2"];

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
        if (!TrySplit(fileName, out var stem, out var extension))
        {
            return false;
        }

        var build = stem.LastIndexOf('-');
        var version = build <= 0 ? -1 : stem.LastIndexOf('-', build - 1);
        if (version <= 0)
        {
            return false;
        }

        dist = new DistName(stem[..version], stem[(version + 1)..build], stem[(build + 1)..], extension);
        return true;
    }

    /// <summary>Takes the extension from the name of a package file.</summary>
    /// <param name="fileName">The name, without folder.</param>
    /// <param name="stem">What both formats of the package have in common.</param>
    /// <param name="extension"><c>.conda</c> or <c>.tar.bz2</c>.</param>
    public static bool TrySplit(
        string fileName, [NotNullWhen(true)] out string? stem, [NotNullWhen(true)] out string? extension)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        extension = Array.Find(Extensions, text => fileName.EndsWith(text, StringComparison.OrdinalIgnoreCase));
        stem = extension is null ? null : fileName[..^extension.Length];
        return stem is not null;
    }

    /// <summary>Name, version and build.</summary>
    public override string ToString() => $"{Name}-{Version}-{Build}";
}
