using System.Collections.Immutable;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Packages;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace EnvBuild.Conda.Repodata;

/// <summary>The forms in which channels offer the whole of a folder's repodata (CEP 36).</summary>
internal static class RepodataForms
{
    /// <summary>Name of the index of shards (CEP 16), which is asked for before all others.</summary>
    internal const string ShardsFileName = "repodata_shards.msgpack.zst";

    /// <summary>Names of the files, in the order in which a server is asked.</summary>
    internal static ImmutableArray<string> FileNames { get; } =
        ["repodata.json.zst", "repodata.json.bz2", "repodata.json"];

    /// <summary>More than any channel has, compressed with bzip2.</summary>
    private const int LargestPacked = 512 << 20;

    /// <summary>Opens a stream of the plain JSON.</summary>
    /// <param name="packed">The file; stays open.</param>
    /// <param name="fileName">Its name, which tells the form.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal static async Task<Stream> UnpackAsync(
        Stream packed, string fileName, CancellationToken cancellationToken)
    {
        switch (Path.GetExtension(fileName))
        {
            case ".zst":
                return new DecompressionStream(packed, leaveOpen: true);
            case ".bz2":
                // The reader of this form, which only old channels lack a better one for, cannot wait for a network.
                var whole = new MemoryStream();
                if (!await BoundedCopy.TryAsync(packed, whole, LargestPacked, cancellationToken)
                    .ConfigureAwait(false))
                {
                    throw new InvalidDataException("it is larger than any channel");
                }

                whole.Position = 0;
                return whole.GetBuffer().AsSpan(0, (int)whole.Length).StartsWith("BZh"u8)
                    ? new BZip2Stream(whole)
                    : throw new FormatException("it is not compressed with bzip2");
            default:
                return packed;
        }
    }

    /// <summary>What an exception of a decompressor means.</summary>
    /// <returns>
    /// <see cref="FormatException"/> for a file that is something else, <see cref="InvalidDataException"/> for a damaged
    /// one, <see langword="null"/> for what is no matter of the form.
    /// </returns>
    internal static Exception? Explain(Exception error) => error switch
    {
        ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_prefix_unknown } =>
            new FormatException("it is not compressed with zstd", error),
        ZstdException or EndOfStreamException => new InvalidDataException(error.Message, error),
        ICSharpCode.SharpZipLib.SharpZipBaseException => new InvalidDataException(error.Message, error),
        _ => null,
    };
}
