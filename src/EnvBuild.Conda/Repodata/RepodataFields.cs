using System.Collections.Immutable;

namespace EnvBuild.Conda.Repodata;

/// <summary>Fields of a record while it is read.</summary>
internal sealed class RepodataFields
{
    internal string? Name { get; set; }

    internal string? Version { get; set; }

    internal string? Build { get; set; }

    internal long BuildNumber { get; set; }

    internal ImmutableArray<string> Depends { get; set; } = [];

    internal ImmutableArray<string> Constrains { get; set; } = [];

    internal string? Sha256 { get; set; }

    internal string? Md5 { get; set; }

    internal long? Size { get; set; }

    internal long? Timestamp { get; set; }

    internal long? IndexedTimestamp { get; set; }

    internal ImmutableSortedDictionary<string, ImmutableArray<string>> ExtraDepends { get; set; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    internal ImmutableArray<string> Flags { get; set; } = [];

    internal ImmutableArray<string> TrackFeatures { get; set; } = [];

    internal ImmutableArray<string> Features { get; set; } = [];

    internal NoArchKind Noarch { get; set; }

    internal string? License { get; set; }

    internal string? LicenseFamily { get; set; }

    internal string? PythonSitePackagesPath { get; set; }
}
