using System.Collections.Immutable;
using EnvBuild.Docker.Connections;
using EnvBuild.Oci;

namespace EnvBuild.Docker.Images;

/// <summary>
/// Which lowest layers of an image an engine has already. Engines know a layer by all that is below it, so only a common
/// beginning counts.
/// </summary>
internal static class KnownLayers
{
    /// <summary>Label that all images of EnvBuild have.</summary>
    private const string Label = "dev.envbuild.fingerprint";
    private const int MostCandidates = 100;

    /// <summary>Blobs that need not be sent.</summary>
    public static async Task<ImmutableHashSet<Digest>> FindAsync(
        EngineConnection connection,
        EngineArchive archive,
        ImmutableArray<string> names,
        CancellationToken cancellationToken)
    {
        var images = new EngineImages(connection);
        var candidates = new HashSet<string>(StringComparer.Ordinal);
        foreach (var repository in names.Select(RepositoryOf).Distinct(StringComparer.Ordinal))
        {
            await AddAsync(images, candidates, "reference", repository, cancellationToken).ConfigureAwait(false);
        }

        await AddAsync(images, candidates, "label", Label, cancellationToken).ConfigureAwait(false);
        var known = 0;
        foreach (var candidate in candidates.Take(MostCandidates))
        {
            if (await images.FindAsync(candidate, cancellationToken).ConfigureAwait(false) is { } found)
            {
                known = Math.Max(known, CommonBeginning(found.DiffIds, archive.DiffIds));
            }

            if (known == archive.DiffIds.Length)
            {
                break;
            }
        }

        // A blob that stands in the image once more, higher up, has to be sent for that place.
        return archive.Manifest.Layers.Take(known).Select(layer => layer.Digest)
            .Except(archive.Manifest.Layers.Skip(known).Select(layer => layer.Digest))
            .ToImmutableHashSet();
    }

    private static async Task AddAsync(
        EngineImages images,
        HashSet<string> candidates,
        string filter,
        string value,
        CancellationToken cancellationToken)
    {
        foreach (var image in await images.ListAsync(filter, value, cancellationToken).ConfigureAwait(false))
        {
            candidates.Add(image.ID);
        }
    }

    private static int CommonBeginning(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        var count = 0;
        while (count < left.Length && count < right.Length && left[count] == right[count])
        {
            count++;
        }

        return count;
    }

    private static string RepositoryOf(string name) =>
        name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[..colon] : name;
}
