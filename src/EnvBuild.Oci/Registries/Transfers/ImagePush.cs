using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>
/// Sends an image of a store to a registry: blobs, then manifests, then indexes, then tags, so that nobody ever sees an
/// incomplete image. Layers that the store only knows of are mounted, or handed on from where they are.
/// </summary>
public sealed class ImagePush
{
    private readonly RegistryClient _client;
    private readonly BlobStore _store;
    private readonly RegistryReference _reference;
    private readonly int[] _counts = new int[Enum.GetValues<BlobUploadKind>().Length];

    private ImagePush(RegistryClient client, BlobStore store, RegistryReference reference)
    {
        _client = client;
        _store = store;
        _reference = reference;
    }

    /// <summary>Sends an image.</summary>
    /// <param name="client">Speaks with the registry.</param>
    /// <param name="store">Has the manifests, and the blobs or where they are.</param>
    /// <param name="target">Manifest or index.</param>
    /// <param name="reference">Repository and tag.</param>
    /// <param name="moreTags">Further tags.</param>
    /// <param name="cancellationToken">Stops it; no tag is moved then.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5000, ENV5002: a blob is missing or damaged. ENV5112: nobody has a layer. ENV5102, ENV5103, ENV5106, ENV5107,
    /// ENV5111: the registry does not take it.
    /// </exception>
    public static async Task<PushOutcome> RunAsync(
        RegistryClient client,
        BlobStore store,
        Descriptor target,
        RegistryReference reference,
        ImmutableArray<string> moreTags,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Digest is { } promised && promised != target.Digest)
        {
            throw DiagnosticCatalog.RegistryReferenceInvalid.Exception(
                null, reference, $"the image has the digest '{target.Digest}'");
        }

        var push = new ImagePush(client, store, reference);
        await push.SendAsync(target, cancellationToken).ConfigureAwait(false);
        var json = await store.ReadAllBytesAsync(target.Digest, cancellationToken).ConfigureAwait(false);
        var tags = (moreTags.IsDefault ? [] : moreTags).Prepend(reference.Tag).OfType<string>();
        foreach (var tag in tags.Distinct(StringComparer.Ordinal))
        {
            await client
                .PutManifestAsync(reference with { Tag = tag, Digest = null }, json, target.MediaType, cancellationToken)
                .ConfigureAwait(false);
        }

        return new PushOutcome(
            reference with { Digest = target.Digest },
            push._counts[(int)BlobUploadKind.Sent],
            push._counts[(int)BlobUploadKind.Mounted],
            push._counts[(int)BlobUploadKind.Present]);
    }

    private static bool IsManifest(Descriptor blob) =>
        MediaTypes.IsManifest(blob.MediaType) || MediaTypes.IsIndex(blob.MediaType);

    // Layers that only their maker may give out are fetched from there by whoever runs the image.
    private static bool IsForeign(Descriptor blob) =>
        blob.MediaType.Contains("nondistributable", StringComparison.Ordinal)
        || blob.MediaType.Contains("foreign", StringComparison.Ordinal);

    private async Task SendAsync(Descriptor target, CancellationToken cancellationToken)
    {
        // A registry that has a manifest has all that it names.
        var known = await _client.FindManifestAsync(_reference with { Digest = target.Digest }, cancellationToken)
            .ConfigureAwait(false);
        var closure = await ImageClosure.ReadAsync(_store, target, cancellationToken).ConfigureAwait(false);
        var blobs = closure.Where(blob => !IsManifest(blob) && !IsForeign(blob)).ToList();
        if (known is not null)
        {
            _counts[(int)BlobUploadKind.Present] = blobs.Count;
            return;
        }

        var progress = new TransferProgress(
            "Pushing", _reference.ToString(), blobs.Sum(blob => blob.Size), _client.Reporter);
        var width = new ParallelOptions
        {
            MaxDegreeOfParallelism = _client.Options.Parallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            blobs,
            width,
            async (blob, token) => await SendBlobAsync(blob, progress, token).ConfigureAwait(false))
            .ConfigureAwait(false);

        // Manifests stand before what they name, so the last comes first.
        foreach (var manifest in closure.Where(IsManifest).Reverse())
        {
            var json = await _store.ReadAllBytesAsync(manifest.Digest, cancellationToken).ConfigureAwait(false);
            await _client.PutManifestAsync(
                _reference with { Tag = null, Digest = manifest.Digest }, json, manifest.MediaType, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task SendBlobAsync(Descriptor blob, TransferProgress progress, CancellationToken cancellationToken)
    {
        var origins = await BlobOrigins.ReadAsync(_store, blob.Digest, cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> mounts =
        [
            .. origins
                .Where(origin => origin.Host == _reference.Host && origin.Repository != _reference.Repository)
                .Select(origin => origin.Repository),
        ];
        var kind = await _client.PushBlobAsync(
            _reference,
            blob,
            mounts,
            (offset, token) => OpenAsync(blob, origins, offset, token),
            progress,
            cancellationToken).ConfigureAwait(false);
        Interlocked.Increment(ref _counts[(int)kind]);
        await BlobOrigins.AddAsync(
            _store, blob.Digest, new BlobOrigin(_reference.Host, _reference.Repository), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<Stream> OpenAsync(
        Descriptor blob, IReadOnlyList<BlobOrigin> origins, long offset, CancellationToken cancellationToken)
    {
        if (_store.Contains(blob))
        {
            if (offset == 0)
            {
                return new CheckedBlobStream(_store, blob.Digest);
            }

            var content = _store.OpenRead(blob.Digest);
            content.Seek(offset, SeekOrigin.Begin);
            return content;
        }

        // It is not where it shall go, or nobody would ask for it.
        var others = origins
            .Where(origin => origin.Host != _reference.Host || origin.Repository != _reference.Repository)
            .ToArray();
        for (var i = 0; i < others.Length; i++)
        {
            try
            {
                return await _client.OpenBlobAsync(
                    others[i].ToReference(blob.Digest), blob, offset, cancellationToken).ConfigureAwait(false);
            }
            catch (EnvBuildException exception) when (i < others.Length - 1)
            {
                _client.Reporter.Detail(exception.Diagnostics[0].Message);
            }
        }

        throw DiagnosticCatalog.LayerSourceUnknown.Exception(null, _reference, _store.Folder, blob.Digest);
    }
}
