using System.Collections.Immutable;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Layers;

/// <summary>
/// The top layer: what belongs to the environment and to no package, and the paths that several packages bring, from
/// the package that wins them.
/// </summary>
internal sealed class EnvironmentLayer(
    BlobStore store,
    PackageFetcher fetcher,
    LinkOptions options,
    LayerCompression compression)
{
    private const string CreatedBy = "envbuild: environment";

    public async Task<(AddedLayer Layer, ImmutableArray<Diagnostic> Diagnostics)> WriteAsync(
        ImmutableArray<IPackageToLink> packages,
        ImmutableArray<WrittenGroup> written,
        CancellationToken cancellationToken)
    {
        var contents = written.SelectMany(group => group.Packages)
            .ToDictionary(package => package.Stem, StringComparer.Ordinal);
        var inOrder = packages
            .Select(package => contents.TryGetValue(package.Stem, out var found)
                ? found
                : throw DiagnosticCatalog.PackageNameMismatch.Exception(null, package.Source.FileName))
            .ToList();
        var report = ClobberCheck.Find(inOrder);
        if (report.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            throw new EnvBuildException([.. report.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)]);
        }

        var open = new OpenPackages();
        await using (open.ConfigureAwait(false))
        {
            var winners = await LinkWinnersAsync(open, packages, report, cancellationToken).ConfigureAwait(false);

            // What was asked for stays out: the layers depend on what was chosen alone.
            var history = EnvironmentHistory.Create(
                packages.OfType<PackageToLink>().Select(package => package.Distribution), []);
            var entries = winners.Append(LinkedLayerEntry.From(history, options.Prefix));
            var layer = await LayerWriter.WriteAsync(entries, store, compression, cancellationToken)
                .ConfigureAwait(false);
            return (new AddedLayer(layer, CreatedBy), report.Diagnostics);
        }
    }

    private async Task<IEnumerable<LayerEntry>> LinkWinnersAsync(
        OpenPackages open,
        ImmutableArray<IPackageToLink> packages,
        ClobberReport report,
        CancellationToken cancellationToken)
    {
        var paths = report.Paths.ToLookup(path => path.Winner, path => path.Path, StringComparer.Ordinal);
        foreach (var package in packages.Where(package => paths.Contains(package.Stem)))
        {
            var fetched = await fetcher.FetchAsync(package.Source, cancellationToken).ConfigureAwait(false);
            await open.OpenAsync(package, fetched, options, cancellationToken).ConfigureAwait(false);
        }

        return open.All.SelectMany(package =>
        {
            var wanted = paths[package.Contents.Stem].ToHashSet(StringComparer.Ordinal);
            return package.Entries.Where(entry => wanted.Contains(entry.Key)).Select(entry => entry.Value);
        });
    }
}
