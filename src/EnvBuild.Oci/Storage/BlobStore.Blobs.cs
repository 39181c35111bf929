using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Storage;

public sealed partial class BlobStore
{
    private const int CopyBufferSize = 128 * 1024;

    /// <summary>Starts to write a blob whose digest is not known yet.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: the store cannot be written to.</exception>
    public async Task<BlobIngest> OpenIngestAsync(CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        var temporary = DurableFiles.TemporaryPath(_layout.Ingest);
        try
        {
            return new BlobIngest(temporary, _layout.Blob);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, temporary);
        }
    }

    /// <summary>
    /// A name for a file on the disk of the store that is needed for a while. Who makes the file deletes it;
    /// <see cref="SweepAbandoned"/> does so if its process dies.
    /// </summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Absolute path; nothing is there yet.</returns>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: the store cannot be written to.</exception>
    public async Task<string> GetTemporaryPathAsync(CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        return DurableFiles.TemporaryPath(_layout.Ingest);
    }

    /// <summary>Writes a blob.</summary>
    /// <param name="content">The bytes, to the end of the stream.</param>
    /// <param name="mediaType">Media type for the descriptor.</param>
    /// <param name="expected">What the content has to be; <see langword="null"/> if not known.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept.</param>
    /// <returns>The blob's descriptor.</returns>
    /// <exception cref="EnvBuildException">ENV5001: other content. ENV0004, ENV0005: writing failed.</exception>
    public async Task<Descriptor> WriteAsync(
        Stream content, string mediaType, Digest? expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var ingest = await OpenIngestAsync(cancellationToken).ConfigureAwait(false);
        await using (ingest.ConfigureAwait(false))
        {
            try
            {
                await content.CopyToAsync(ingest.Content, CopyBufferSize, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (StorageFailure.IsExpected(exception))
            {
                throw StorageFailure.ToException(exception, Folder);
            }

            return await ingest.CommitAsync(mediaType, expected, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a small blob, unless it is there.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">Media type for the descriptor.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept.</param>
    /// <returns>The blob's descriptor.</returns>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: writing failed.</exception>
    public async Task<Descriptor> WriteAsync(
        ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken)
    {
        var digest = Digest.Of(content.Span);
        await WriteFileAsync(_layout.Blob(digest), content, cancellationToken).ConfigureAwait(false);
        return new Descriptor { MediaType = mediaType, Digest = digest, Size = content.Length };
    }

    /// <summary>Whether a blob is there; its content was checked when it came in.</summary>
    /// <param name="digest">Digest of the blob.</param>
    public bool Contains(Digest digest) => File.Exists(_layout.Blob(digest));

    /// <summary>Size of a blob in bytes; <see langword="null"/> if it is not there.</summary>
    /// <param name="digest">Digest of the blob.</param>
    public long? GetLength(Digest digest) =>
        new FileInfo(_layout.Blob(digest)) is { Exists: true } file ? file.Length : null;

    /// <summary>Whether a blob is there with the size that its descriptor says.</summary>
    /// <param name="descriptor">Descriptor of the blob.</param>
    public bool Contains(Descriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return GetLength(descriptor.Digest) == descriptor.Size;
    }

    /// <summary>Absolute path of a blob's file, which must not be changed.</summary>
    /// <param name="digest">Digest of the blob.</param>
    public string GetPath(Digest digest) => _layout.Blob(digest);

    /// <summary>Opens a blob.</summary>
    /// <param name="digest">Digest of the blob.</param>
    /// <exception cref="EnvBuildException">ENV5000: it is not there. ENV0004: it cannot be read.</exception>
    public Stream OpenRead(Digest digest)
    {
        var path = _layout.Blob(digest);
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw DiagnosticCatalog.BlobMissing.Exception(null, Folder, digest);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, path);
        }
    }

    /// <summary>Copies a blob and checks its content on the way.</summary>
    /// <param name="digest">Digest of the blob.</param>
    /// <param name="destination">Takes the bytes; what it got is worth nothing if this throws.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Number of bytes.</returns>
    /// <exception cref="EnvBuildException">ENV5000: it is not there. ENV5002: it is damaged, and was set
    /// aside.</exception>
    public async Task<long> CopyToAsync(Digest digest, Stream destination, CancellationToken cancellationToken)
    {
        var content = OpenRead(digest);
        await using (content.ConfigureAwait(false))
        {
            using var hashed = new DigestingStream(destination);
            await content.CopyToAsync(hashed, CopyBufferSize, cancellationToken).ConfigureAwait(false);
            if (hashed.GetDigest() == digest)
            {
                return hashed.Count;
            }
        }

        throw SetAside(digest);
    }

    /// <summary>Reads a small blob and checks its content.</summary>
    /// <param name="digest">Digest of the blob.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5000: it is not there. ENV5002: it is damaged, and was set
    /// aside.</exception>
    public async Task<byte[]> ReadAllBytesAsync(Digest digest, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await CopyToAsync(digest, content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    /// <summary>Reads the whole blob to see whether it is what its digest says; a damaged one is set aside.</summary>
    /// <param name="digest">Digest of the blob.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether a sound blob is there.</returns>
    public async Task<bool> VerifyAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            await CopyToAsync(digest, Stream.Null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EnvBuildException exception) when (IsMissingOrDamaged(exception))
        {
            return false;
        }
    }

    internal static bool IsMissingOrDamaged(EnvBuildException exception) => exception.Diagnostics.Any(
        diagnostic => diagnostic.Descriptor == DiagnosticCatalog.BlobMissing
            || diagnostic.Descriptor == DiagnosticCatalog.BlobDamaged);

    /// <summary>Takes a damaged blob out of the way, and makes the diagnostic that says so.</summary>
    internal EnvBuildException SetAside(Digest digest)
    {
        try
        {
            File.Move(_layout.Blob(digest), Path.Combine(_layout.Ingest, $"{digest.Hex}.damaged"), overwrite: true);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            // Another process was faster, or only root may write; the diagnostic is raised in any case.
        }

        return DiagnosticCatalog.BlobDamaged.Exception(null, Folder, digest);
    }
}
