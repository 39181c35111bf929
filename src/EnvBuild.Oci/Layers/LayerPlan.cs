using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Layers;

/// <summary>
/// Which packages share a layer. Big ones stand alone; each other one has its bucket by the hash of its id alone, so
/// that a package more or less touches one layer, or two where a big one takes the place of the smallest that stood
/// alone.
/// </summary>
public static class LayerPlan
{
    /// <summary>Most layers of ours in one image, with the environment's own.</summary>
    public const int MaximumLayers = 60;

    /// <summary>Layers of the base and ours together should stay within this, so that users can build on top.</summary>
    public const int ComfortableTotal = 100;

    /// <summary>Layers that Docker accepts with its classic storage drivers.</summary>
    public const int EngineLimit = 125;

    /// <summary>From this size in bytes a package stands alone.</summary>
    public const long BigPackage = 4 * 1024 * 1024;

    private const int MostAlone = 40;
    private const int MostBuckets = 16;

    /// <summary>
    /// Groups packages. The layer of files that belong to the environment itself comes on top and is not among them.
    /// </summary>
    /// <param name="packages">Packages in any order, each id once.</param>
    /// <param name="baseLayerCount">Number of layers of the base image.</param>
    /// <returns>Groups in the order of the layers: the big ones by falling size, then the buckets; never an empty
    /// one.</returns>
    /// <exception cref="EnvBuildException">ENV4504: the base image leaves no room.</exception>
    public static ImmutableArray<LayerGroup> Create(IEnumerable<LayerPackage> packages, int baseLayerCount = 0)
    {
        var budget = GetBudget(baseLayerCount);
        var buckets = Math.Min(MostBuckets, (int)BitOperations.RoundUpToPowerOf2((uint)budget + 1) / 2);
        var alone = Math.Min(MostAlone, budget - buckets);
        var bySize = packages
            .OrderByDescending(package => package.Size)
            .ThenBy(package => package.Id, StringComparer.Ordinal)
            .ToArray();
        var big = bySize.Where(package => package.StandsAlone || package.Size >= BigPackage).Take(alone).ToArray();
        var small = bySize.Except(big)
            .GroupBy(package => GetBucket(package.Id, buckets))
            .OrderBy(group => group.Key)
            .Select(group => new LayerGroup(
                $"bucket-{group.Key:x}", [.. group.Select(package => package.Id).Order(StringComparer.Ordinal)]));
        return [.. big.Select(package => new LayerGroup(package.Id, [package.Id])), .. small];
    }

    private static int GetBudget(int baseLayerCount)
    {
        const int EnvironmentLayer = 1;
        var room = Math.Clamp(ComfortableTotal - baseLayerCount, 2, MaximumLayers);
        return baseLayerCount + room <= EngineLimit
            ? room - EnvironmentLayer
            : throw DiagnosticCatalog.TooManyLayers.Exception(null, baseLayerCount + room, EngineLimit);
    }

    private static int GetBucket(string id, int buckets) =>
        BinaryPrimitives.ReadUInt16BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % buckets;
}
