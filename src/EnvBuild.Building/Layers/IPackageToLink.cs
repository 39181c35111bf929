using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;

namespace EnvBuild.Building.Layers;

/// <summary>A locked package on its way into a layer.</summary>
internal interface IPackageToLink
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its version, for the image's history.</summary>
    string Version { get; }

    /// <summary>Id that stays over versions, for the grouping of layers.</summary>
    string Id { get; }

    /// <summary>Name of what it contains, the only one in an environment.</summary>
    string Stem { get; }

    /// <summary>Where to fetch it.</summary>
    PackageSource Source { get; }

    /// <summary>Size of the archive in bytes; 0 if unknown.</summary>
    long Size { get; }

    /// <summary>Whether it has a layer of its own, however small, as long as there is room.</summary>
    bool StandsAlone { get; }

    /// <summary>All that its part of a layer depends on, besides the options of linking.</summary>
    IEnumerable<string> KeyFields { get; }

    /// <summary>Opens its archive.</summary>
    /// <param name="fetched">The archive on this machine.</param>
    /// <param name="options">Prefix, platform, python.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<OpenPackage> OpenAsync(FetchedPackage fetched, LinkOptions options, CancellationToken cancellationToken);
}
