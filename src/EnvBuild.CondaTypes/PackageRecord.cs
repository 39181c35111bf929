using System.Collections.Immutable;

namespace EnvBuild.Conda;

/// <summary>What a channel says of one package file (CEP 36).</summary>
public sealed record PackageRecord
{
    /// <summary>Name, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    public required CondaVersion Version { get; init; }

    /// <summary>Build string.</summary>
    public required string Build { get; init; }

    /// <summary>Build number; the higher is the newer build of the same version.</summary>
    public long BuildNumber { get; init; }

    /// <summary>Platform or <c>noarch</c>.</summary>
    public required string Subdir { get; init; }

    /// <summary>Name of the package file.</summary>
    public required string FileName { get; init; }

    /// <summary>Where the package file is, without credentials.</summary>
    public required string Url { get; init; }

    /// <summary>Canonical name of the channel (<see cref="Channel.Name"/>).</summary>
    public required string ChannelName { get; init; }

    /// <summary>Match specs of what it needs.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>Match specs that hold for other packages, if these are installed.</summary>
    public ImmutableArray<string> Constrains { get; init; } = [];

    /// <summary>SHA-256 of the file, 64 lower-case hex digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>MD5 of the file, 32 lower-case hex digits.</summary>
    public string? Md5 { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>When it was built, in milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; init; }

    /// <summary>
    /// When it came into the channel's index, in milliseconds since 1970 UTC: the channel's word, where
    /// <see cref="Timestamp"/> is the builder's (CEP 47).
    /// </summary>
    public long? IndexedTimestamp { get; init; }

    /// <summary>Groups of optional dependencies by name, as match specs (CEP 44).</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> ExtraDepends { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Flags of the variant: <c>cuda</c>, <c>blas:mkl</c> (CEP 45).</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Features that it turns on; a package with any is chosen last.</summary>
    public ImmutableArray<string> TrackFeatures { get; init; } = [];

    /// <summary>
    /// Features that it is a variant for: an old form, chosen only where somebody asks for the feature.
    /// </summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>Whether it is for all platforms.</summary>
    public NoArchKind Noarch { get; init; }

    /// <summary>License as SPDX or free text.</summary>
    public string? License { get; init; }

    /// <summary>Kind of license.</summary>
    public string? LicenseFamily { get; init; }

    /// <summary>For Python itself: path of its site-packages below the prefix (CEP 17).</summary>
    public string? PythonSitePackagesPath { get; init; }

    /// <summary>Name, version and build: <c>numpy-1.26.4-py311h64a7726_0</c>.</summary>
    public string DistName => $"{Name}-{Version.Text}-{Build}";

    /// <summary>Subdir and <see cref="DistName"/>.</summary>
    public override string ToString() => $"{Subdir}/{DistName}";
}
