using EnvBuild.Diagnostics;

namespace EnvBuild.Python.Indexes;

/// <summary>Fetches what servers have, with all that belongs to it: credentials, patience, a cache.</summary>
public interface IIndexTransport
{
    /// <summary>A document; <see langword="null"/> where there is none.</summary>
    /// <param name="url">Its address; may hold credentials.</param>
    /// <param name="accept">Value of the header <c>Accept</c>; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">It cannot be fetched.</exception>
    Task<byte[]?> FindAsync(string url, string? accept, CancellationToken cancellationToken);

    /// <summary>A part of a file and the size of the whole file; <see langword="null"/> where the server gives no parts.</summary>
    /// <param name="url">Its address; may hold credentials.</param>
    /// <param name="offset">First byte; the part is the end of the file if this is negative.</param>
    /// <param name="length">Bytes of the part.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">It cannot be fetched.</exception>
    Task<(byte[] Part, long Size)?> FindPartAsync(
        string url, long offset, int length, CancellationToken cancellationToken);

    /// <summary>The whole file, in a place of this machine.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Absolute path; its hash was checked if the index gives one.</returns>
    /// <exception cref="EnvBuildException">It cannot be fetched.</exception>
    Task<string> FetchAsync(IndexFile file, CancellationToken cancellationToken);

    /// <summary>What was kept under a name; <see langword="null"/> for nothing.</summary>
    /// <param name="key">SHA-256 of a wheel, in hex.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<byte[]?> ReadCacheAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keeps the metadata of a wheel.</summary>
    /// <param name="key">SHA-256 of the wheel, in hex.</param>
    /// <param name="metadata">Its METADATA.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task WriteCacheAsync(string key, byte[] metadata, CancellationToken cancellationToken);
}
