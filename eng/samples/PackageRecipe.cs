using System.Collections.Immutable;

namespace EnvBuild.SampleChannel;

/// <summary>All that makes a package.</summary>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
/// <param name="Subdir">Platform, or <c>noarch</c>.</param>
public sealed record PackageRecipe(string Name, string Version, string Subdir)
{
    /// <summary>One line for people.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Match specs of what it needs.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>Form of the archive.</summary>
    public ArchiveFormat Format { get; init; } = ArchiveFormat.Conda;

    /// <summary>Content.</summary>
    public ImmutableArray<PackageFile> Files { get; init; } = [];

    /// <summary>Build string.</summary>
    public string Build { get; init; } = "0";

    /// <summary>File name without its extension.</summary>
    public string Stem => $"{Name}-{Version}-{Build}";

    /// <summary>File name.</summary>
    public string FileName => Stem + (Format == ArchiveFormat.Conda ? ".conda" : ".tar.bz2");
}
