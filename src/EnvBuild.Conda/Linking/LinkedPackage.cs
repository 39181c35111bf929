using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>A package as it stands in the prefix. Its entries are the same bytes in every environment.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Its version.</param>
/// <param name="Build">Its build string.</param>
/// <param name="Entries">
/// Sorted by the UTF-8 bytes of their paths, no path twice; without the folders that only lead to them. Their content
/// can be read as long as the archive is open.
/// </param>
/// <param name="Scripts">Scripts that were not run.</param>
/// <param name="Diagnostics">Warnings of linking.</param>
public sealed record LinkedPackage(
    string Name,
    string Version,
    string Build,
    ImmutableArray<LinkedEntry> Entries,
    LinkScripts Scripts,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary><c>name-version-build</c>.</summary>
    public string Stem => $"{Name}-{Version}-{Build}";

    /// <summary>Sum of the sizes of all files, in bytes.</summary>
    public long Size => Entries.Sum(entry => entry.Size);

    /// <summary>All but the content, which can be kept when the archive is closed.</summary>
    public PackageContents ToContents() => new(Stem, [.. Entries.Select(entry => entry.ToPath())]);
}
