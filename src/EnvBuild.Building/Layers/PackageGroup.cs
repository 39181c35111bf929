using System.Collections.Immutable;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Building.Layers;

/// <summary>Packages that share a layer.</summary>
/// <param name="Key">Name under which the layer is kept.</param>
/// <param name="Packages">The packages, by name.</param>
internal sealed record PackageGroup(string Key, ImmutableArray<IPackageToLink> Packages)
{
    private const int MostNamesInHistory = 40;

    /// <summary>Bytes of all archives.</summary>
    public long Size => Packages.Sum(package => package.Size);

    /// <summary>What the image's history says of the layer.</summary>
    public string CreatedBy
    {
        get
        {
            var names = Packages.Take(MostNamesInHistory).Select(package => $"{package.Name}={package.Version}");
            var more = Packages.Length > MostNamesInHistory ? $" and {Packages.Length - MostNamesInHistory} more" : "";
            return $"envbuild: {string.Join(' ', names)}{more}";
        }
    }

    public static ImmutableArray<PackageGroup> Plan(
        ImmutableArray<IPackageToLink> packages,
        Conda.Linking.LinkOptions options,
        LayerCompression compression,
        int baseLayerCount)
    {
        var byId = packages.ToDictionary(package => package.Id, StringComparer.Ordinal);
        var wanted = packages.Select(package => new LayerPackage(package.Id, package.Size, package.StandsAlone));
        return
        [
            .. LayerPlan.Create(wanted, baseLayerCount)
                .Select(group => group.PackageIds.Select(id => byId[id]).ToImmutableArray())
                .Select(group => new PackageGroup(LayerKey.For(group, options, compression), group)),
        ];
    }
}
