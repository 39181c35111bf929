using System.Collections.Immutable;
using System.Text.Json;
using EnvBuild.Building.Scripts;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Layers;

/// <summary>The layers of an environment's packages: found by key in the store, or written from the archives.</summary>
internal sealed class PackageLayers(BlobStore store, PackageFetcher fetcher, BuildSettings settings, IReporter reporter)
{
    private const LayerCompression Compression = LayerCompression.Gzip;
    private const string GroupCollection = "groups";

    /// <summary>All layers of an environment.</summary>
    /// <param name="packages">In the order of installation.</param>
    /// <param name="options">Prefix, platform, python.</param>
    /// <param name="baseLayerCount">Number of layers below.</param>
    /// <param name="cancellationToken">Stops it; complete layers stay.</param>
    public async Task<LayerOutcome> GetAsync(
        ImmutableArray<IPackageToLink> packages,
        LinkOptions options,
        int baseLayerCount,
        CancellationToken cancellationToken)
    {
        var groups = PackageGroup.Plan(packages, options, Compression, baseLayerCount);
        var layers = new (Layer Layer, WrittenGroup Written)?[groups.Length];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = await FindAsync(groups[i].Key, cancellationToken).ConfigureAwait(false);
        }

        // The biggest first: nobody waits for one that began last.
        ImmutableArray<int> missing =
        [
            .. Enumerable.Range(0, layers.Length)
                .Where(index => layers[index] is null)
                .OrderByDescending(index => groups[index].Size),
        ];
        using var fetching = new PackageFetching(
            fetcher, missing.SelectMany(index => groups[index].Packages), reporter, cancellationToken);
        try
        {
            await WriteAsync(missing, groups, layers, options, fetching, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await fetching.StopAsync().ConfigureAwait(false);
        }

        var written = layers.Select(layer => layer!.Value.Written).ToImmutableArray();
        var own = new EnvironmentLayer(store, fetcher, options, Compression);
        var (top, clobbered) = await own.WriteAsync(packages, written, cancellationToken)
            .ConfigureAwait(false);
        return new LayerOutcome(
            [.. groups.Select((group, index) => new AddedLayer(layers[index]!.Value.Layer, group.CreatedBy)), top],
            missing.Length,
            [.. written.SelectMany(group => group.ToDiagnostics()), .. clobbered],
            FindScripts(packages.OfType<PackageToLink>(), written));
    }

    private static ImmutableArray<PostLinkScript> FindScripts(
        IEnumerable<PackageToLink> packages, ImmutableArray<WrittenGroup> written)
    {
        var contents = written.SelectMany(group => group.Packages)
            .ToLookup(package => package.Stem, StringComparer.Ordinal);
        return
        [
            .. packages
                .SelectMany(package => contents[package.Stem]
                    .Take(1)
                    .Select(found => PostLinkScript.Find(package, found)))
                .OfType<PostLinkScript>(),
        ];
    }

    private async Task WriteAsync(
        ImmutableArray<int> missing,
        ImmutableArray<PackageGroup> groups,
        (Layer Layer, WrittenGroup Written)?[] layers,
        LinkOptions options,
        PackageFetching fetching,
        CancellationToken cancellationToken)
    {
        var done = 0;
        var limits = new ParallelOptions
        {
            MaxDegreeOfParallelism = settings.Parallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(missing, limits, async (index, token) =>
        {
            layers[index] = await GetOrWriteAsync(groups[index], options, fetching, token).ConfigureAwait(false);
            var count = Interlocked.Increment(ref done);
            reporter.Progress(new ProgressUpdate("Writing layers", null, count, missing.Length, "layers"));
        }).ConfigureAwait(false);
    }

    private async Task<(Layer Layer, WrittenGroup Written)?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (await store.GetLayerAsync(key, cancellationToken).ConfigureAwait(false) is not { } layer
            || await store.ReadDocumentAsync(GroupCollection, key, cancellationToken)
                .ConfigureAwait(false) is not { } json)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, LayerJsonContext.Default.WrittenGroup) is { } written
                ? (layer, written)
                : null;
        }
        catch (JsonException)
        {
            // A damaged document is no document: the layer is written again.
            return null;
        }
    }

    // Another process may have written the layer for another environment in the meantime.
    private async Task<(Layer Layer, WrittenGroup Written)> GetOrWriteAsync(
        PackageGroup group,
        LinkOptions options,
        PackageFetching fetching,
        CancellationToken cancellationToken)
    {
        using var held = await store.LockAsync($"layer/{group.Key}", cancellationToken).ConfigureAwait(false);
        if (await FindAsync(group.Key, cancellationToken).ConfigureAwait(false) is { } present)
        {
            return present;
        }

        var open = new OpenPackages();
        await using (open.ConfigureAwait(false))
        {
            foreach (var package in group.Packages)
            {
                var fetched = await fetching.GetAsync(package).WaitAsync(cancellationToken).ConfigureAwait(false);
                await open.OpenAsync(package, fetched, options, cancellationToken).ConfigureAwait(false);
            }

            var layer = await LayerWriter.WriteAsync(PackageMerge.Merge(open.All), store, Compression, cancellationToken)
                .ConfigureAwait(false);
            var written = WrittenGroup.Of(open.All);
            var json = JsonSerializer.SerializeToUtf8Bytes(written, LayerJsonContext.Default.WrittenGroup);
            await store.WriteDocumentAsync(GroupCollection, group.Key, json, cancellationToken).ConfigureAwait(false);
            await store.SetLayerAsync(group.Key, layer, cancellationToken).ConfigureAwait(false);
            return (layer, written);
        }
    }
}
