using EnvBuild.Diagnostics;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Storage;

/// <summary>
/// Blobs by digest, names for them, small documents and locks, in a folder that is an OCI image layout
/// (OCI image-spec, image-layout.md). Many processes may use it at once; readers never wait. See <c>docs/store.md</c>.
/// </summary>
public sealed partial class BlobStore
{
    private readonly StoreLayout _layout;
    private readonly TimeProvider _timeProvider;

    /// <summary>A store; the folder is made with the first write.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="timeProvider">Clock for waiting and for the age of abandoned files.</param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public BlobStore(string folder, TimeProvider? timeProvider = null)
    {
        if (!Path.IsPathFullyQualified(folder))
        {
            throw new ArgumentException("An absolute path is needed.", nameof(folder));
        }

        _layout = new StoreLayout(folder);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Absolute path of the store.</summary>
    public string Folder => _layout.Folder;

    /// <summary>Folder for files on their way in; on the same disk as the blobs.</summary>
    internal string IngestFolder => _layout.Ingest;

    /// <summary>Makes the folders and the marker of the layout if they are missing.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5005: something else stands there. ENV0004, ENV0005: writing
    /// failed.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(_layout.Marker))
            {
                CheckMarker(await File.ReadAllBytesAsync(_layout.Marker, cancellationToken).ConfigureAwait(false));
            }

            Directory.CreateDirectory(_layout.Blobs);
            Directory.CreateDirectory(_layout.References);
            Directory.CreateDirectory(_layout.Ingest);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, Folder);
        }

        if (!File.Exists(_layout.Index))
        {
            await WriteIndexAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!File.Exists(_layout.Marker))
        {
            var marker = OciJson.Serialize(new LayoutMarker(LayoutMarker.Version), OciJson.Frozen.LayoutMarker);
            await DurableFiles.WriteAsync(_layout.Ingest, _layout.Marker, marker, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Waits until this is the only holder of a key among all processes that use the store.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="waiting">Called once if somebody else holds the key.</param>
    /// <returns>
    /// Dispose it to free the key; the death of the process frees it too. A process that may only read the store does
    /// not wait, see <see cref="StoreLock.IsHeld"/>.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: the store can be written to, but not the lock.</exception>
    public Task<StoreLock> LockAsync(string key, CancellationToken cancellationToken, Action? waiting = null) =>
        StoreLock.AcquireAsync(_layout, key, waiting, _timeProvider, cancellationToken);

    /// <summary>Removes files that writers left behind more than a day ago.</summary>
    /// <returns>Number of files removed.</returns>
    public int SweepAbandoned()
    {
        var abandoned = AbandonedFiles().ToList();
        abandoned.ForEach(DurableFiles.TryDelete);
        return abandoned.Count;
    }

    private async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (!await DurableFiles.HoldsAsync(path, content, cancellationToken).ConfigureAwait(false))
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
            await DurableFiles.WriteAsync(_layout.Ingest, path, content, cancellationToken).ConfigureAwait(false);
        }
    }

    private void CheckMarker(byte[] json)
    {
        if (!OciJson.TryParse(json, OciJsonContext.Default.LayoutMarker, out var marker, out var problem)
            || !string.Equals(marker.ImageLayoutVersion, LayoutMarker.Version, StringComparison.Ordinal))
        {
            problem = marker is null ? problem : $"it is a layout of version {marker.ImageLayoutVersion}";
            throw DiagnosticCatalog.StoreUnusable.Exception(null, Folder, problem);
        }
    }
}
