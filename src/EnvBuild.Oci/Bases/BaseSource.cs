using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Bases;

/// <summary>
/// A folder or archive with base images. Every failure comes out as a diagnostic that names the base.
/// </summary>
internal sealed class BaseSource : IDisposable
{
    /// <summary>
    /// Largest manifest, index or config that is read, in bytes; registries need not take more either.
    /// </summary>
    private const int LargestDocument = 4 * 1024 * 1024;

    private readonly SourceFiles _files;

    private BaseSource(BaseReference reference, SourceFiles files)
    {
        Reference = reference;
        _files = files;
    }

    public BaseReference Reference { get; }

    public static async Task<BaseSource> OpenAsync(
        BaseReference reference, BlobStore store, CancellationToken cancellationToken)
    {
        var isFolder = reference.Kind == BaseKind.OciLayout;
        if (isFolder ? !Directory.Exists(reference.Path) : !File.Exists(reference.Path))
        {
            throw DiagnosticCatalog.BaseNotFound.Exception(null, reference, reference.Path);
        }

        try
        {
            await store.CreateAsync(cancellationToken).ConfigureAwait(false);
            SourceFiles files = isFolder
                ? new FolderFiles(reference.Path)
                : await ArchiveFiles.OpenAsync(reference.Path, store, cancellationToken).ConfigureAwait(false);
            return new BaseSource(reference, files);
        }
        catch (Exception exception) when (IsBadArchive(exception))
        {
            throw Unreadable(reference, "it is not a tar archive, or not a complete one", exception);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, reference.Path);
        }
    }

    public void Dispose() => _files.Dispose();

    public Task<BaseCandidate> FindAsync(Platform platform, CancellationToken cancellationToken) =>
        Reference.Kind == BaseKind.DockerArchive
            ? new DockerArchiveReader(this).FindAsync(platform, cancellationToken)
            : new OciLayoutReader(this).FindAsync(platform, cancellationToken);

    /// <summary>Opens a file of the source.</summary>
    public Stream Open(string path)
    {
        try
        {
            return _files.Open(path) ?? throw Damaged($"'{path}' is missing");
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, Reference.Path);
        }
    }

    /// <summary>Reads a small file of the source; <see langword="null"/> if it is not there.</summary>
    public async Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = _files.Open(path);
            if (stream is null)
            {
                return null;
            }

            await using (stream.ConfigureAwait(false))
            {
                if (stream.Length > LargestDocument)
                {
                    throw Unreadable(Reference, $"'{path}' is larger than {LargestDocument >> 20} MB");
                }

                var content = new byte[stream.Length];
                await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
                return content;
            }
        }
        catch (EndOfStreamException exception)
        {
            throw Unreadable(Reference, $"it ends in the middle of '{path}'", exception);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, Reference.Path);
        }
    }

    /// <summary>Reads a small blob and checks its digest.</summary>
    public async Task<byte[]> ReadBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        var content = await TryReadAsync(BlobPath(digest), cancellationToken).ConfigureAwait(false)
            ?? throw Damaged($"'{BlobPath(digest)}' is missing");
        return Digest.Of(content) == digest
            ? content
            : throw Damaged($"the content of '{BlobPath(digest)}' does not match its digest");
    }

    public static string BlobPath(Digest digest) => $"blobs/sha256/{digest.Hex}";

    public EnvBuildException Damaged(string problem) =>
        DiagnosticCatalog.BaseDamaged.Exception(null, Reference, problem);

    public EnvBuildException Unsupported(string problem) =>
        DiagnosticCatalog.BaseUnsupported.Exception(null, Reference, problem);

    public EnvBuildException NameMissing(IEnumerable<string> names) => DiagnosticCatalog.BaseNameMissing.Exception(
        null, Reference, Reference.Selector ?? "no name", List(names));

    public EnvBuildException PlatformMissing(Platform wanted, IEnumerable<Platform> platforms) =>
        DiagnosticCatalog.BasePlatformMissing.Exception(
            null, Reference, wanted, List(platforms.Select(platform => platform.ToString())));

    public static EnvBuildException Unreadable(BaseReference reference, string problem, Exception? cause = null) =>
        new([DiagnosticCatalog.BaseUnreadable.At(null, reference, problem)], cause);

    public static bool IsBadArchive(Exception exception) => exception
        is InvalidDataException or EndOfStreamException or FormatException or OverflowException
        or ArgumentException or NotSupportedException or ZstdSharp.ZstdException;

    private static string List(IEnumerable<string> names)
    {
        const int Shown = 10;
        string[] all = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var more = all.Length > Shown ? $" and {all.Length - Shown} more" : "";
        return all.Length == 0 ? "nothing" : string.Join(", ", all.Take(Shown)) + more;
    }
}
