using System.Collections.Immutable;
using System.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace EnvBuild.Conda.Repodata;

/// <summary>The forms in which channels offer repodata.</summary>
internal static class RepodataFormats
{
    /// <summary>More than any channel has: a file that unpacks to more is a mistake or an attack.</summary>
    private const int LargestRepodata = 2_000_000_000;

    private const int ShownBytes = 40;

    internal static ImmutableArray<string> FileNames { get; } = ["repodata.json.zst", "repodata.json"];

    /// <summary>The bytes of <c>repodata.json</c>.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="FormatException">The file is something else, such as a page of HTML.</exception>
    internal static async Task<byte[]> ReadAllAsync(Stream stream, string fileName, CancellationToken cancellationToken)
    {
        var json = fileName.EndsWith(".zst", StringComparison.Ordinal)
            ? await UnpackAsync(stream, cancellationToken).ConfigureAwait(false)
            : await ReadToEndAsync(stream, cancellationToken).ConfigureAwait(false);
        return IsObjectOrEmpty(json) ? json : throw new FormatException($"it begins with '{Beginning(json)}'");
    }

    private static async Task<byte[]> UnpackAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            var unpacked = new DecompressionStream(stream, leaveOpen: true);
            await using (unpacked.ConfigureAwait(false))
            {
                return await ReadToEndAsync(unpacked, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ZstdException error) when (error.Code == ZSTD_ErrorCode.ZSTD_error_prefix_unknown)
        {
            throw new FormatException("it is not compressed with zstd", error);
        }
        catch (Exception error) when (error is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    /// <summary>Whether the bytes could be repodata; no bytes are an empty channel.</summary>
    private static bool IsObjectOrEmpty(ReadOnlySpan<byte> json)
    {
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        json = json.TrimStart(" \t\r\n"u8);
        return json.IsEmpty || json[0] == (byte)'{';
    }

    private static string Beginning(ReadOnlySpan<byte> json)
    {
        var text = Encoding.ASCII.GetString(json[..Math.Min(json.Length, ShownBytes)]).Trim();
        return string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= LargestRepodata)
                {
                    throw new InvalidDataException("it is larger than any channel");
                }

                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, LargestRepodata));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsSpan(0, length).ToArray();
            }

            length += read;
        }
    }
}
