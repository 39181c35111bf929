using System.Buffers;
using System.Security.Cryptography;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// SHA-256, MD5 and size of bytes that pass by. SHA-256 is what is trusted; MD5 is what conda records, and computed only
/// where the channel does not give it, or gives nothing else.
/// </summary>
/// <param name="source">The archive whose bytes they are.</param>
internal sealed class ContentHash(PackageSource source) : IDisposable
{
    private const int BufferSize = 256 << 10;

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _md5 = source is { Sha256: not null, Md5: not null }
        ? null
        : IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public long Size { get; private set; }

    public string Sha256 => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    public string Md5 => _md5 is null
        ? source.Md5!.ToLowerInvariant()
        : Convert.ToHexStringLower(_md5.GetCurrentHash());

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _md5?.AppendData(bytes);
        Size += bytes.Length;
    }

    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            Append(buffer.AsSpan(0, count));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    public FetchedPackage ToPackage(string path) => new(path, Sha256, Md5, Size);

    public void Dispose()
    {
        _sha256.Dispose();
        _md5?.Dispose();
    }
}
