using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Storage;

/// <summary>
/// A blob on its way into a store. Nobody sees it before <see cref="CommitAsync"/>; disposing without it forgets it.
/// </summary>
public sealed class BlobIngest : IAsyncDisposable
{
    private readonly string _temporary;
    private readonly Func<Digest, string> _getFinalPath;
    private readonly FileStream _file;
    private readonly DigestingStream _content;

    internal BlobIngest(string temporary, Func<Digest, string> getFinalPath)
    {
        _temporary = temporary;
        _getFinalPath = getFinalPath;
        _file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _content = new DigestingStream(_file);
    }

    /// <summary>Takes the bytes; only for writing.</summary>
    public Stream Content => _content;

    /// <summary>Bytes so far.</summary>
    public long Size => _content.Count;

    /// <summary>Checks the content, makes it durable, and lets everybody see it under its digest.</summary>
    /// <param name="mediaType">Media type for the descriptor.</param>
    /// <param name="expected">What the content has to be; <see langword="null"/> if not known.</param>
    /// <param name="cancellationToken">Stops before the blob is visible.</param>
    /// <returns>The blob's descriptor.</returns>
    /// <exception cref="EnvBuildException">ENV5001: other content. ENV0005: the disk is full.</exception>
    public async Task<Descriptor> CommitAsync(
        string mediaType, Digest? expected, CancellationToken cancellationToken)
    {
        var digest = _content.GetDigest();
        if (expected is { } wanted && wanted != digest)
        {
            throw DiagnosticCatalog.BlobMismatch.Exception(null, "the blob", wanted, digest);
        }

        try
        {
            await Task.Run(() => _file.Flush(flushToDisk: true), cancellationToken).ConfigureAwait(false);
            await _file.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            DurableFiles.Publish(_temporary, _getFinalPath(digest));
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, _getFinalPath(digest));
        }

        return new Descriptor { MediaType = mediaType, Digest = digest, Size = _content.Count };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync().ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);

        // After a commit the name is gone already.
        DurableFiles.TryDelete(_temporary);
    }
}
