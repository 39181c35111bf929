namespace EnvBuild.Oci.Layers;

/// <summary>
/// A file's content as a raw deflate stream (RFC 1951) that somebody else has packed, such as a member of a zip. It goes into
/// gzip layers as it is.
/// </summary>
/// <param name="Size">Bytes of the stream; nothing stands behind its last block.</param>
/// <param name="Crc32">CRC-32 of the unpacked content, as zip and gzip count it.</param>
/// <param name="Open">Opens the stream; called at most once, disposed by the writer.</param>
public sealed record DeflatedContent(long Size, uint Crc32, Func<CancellationToken, ValueTask<Stream>> Open);
