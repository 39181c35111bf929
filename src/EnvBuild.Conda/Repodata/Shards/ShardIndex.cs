using System.Text;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>
/// <c>repodata_shards.msgpack.zst</c>, unpacked: which file has the records of which name (CEP 16).
/// </summary>
internal sealed class ShardIndex
{
    private const int HashLength = 32;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<string, int> _offsets;

    private ShardIndex(ReadOnlyMemory<byte> bytes, Dictionary<string, int> offsets, RepodataInfo info, string shards)
    {
        (_bytes, _offsets, Info, ShardsBaseUrl) = (bytes, offsets, info, shards);
    }

    internal RepodataInfo Info { get; }

    /// <summary>URL in front of the shards, as written.</summary>
    internal string ShardsBaseUrl { get; }

    internal IReadOnlyCollection<string> Names => _offsets.Keys;

    /// <summary>SHA-256 of the shard of a name; <see langword="null"/> if there is none.</summary>
    internal string? HashOf(string name) => _offsets.TryGetValue(name, out var offset)
        ? Convert.ToHexStringLower(_bytes.Span.Slice(offset, HashLength))
        : null;

    /// <summary>Reads the index.</summary>
    /// <param name="bytes">MessagePack.</param>
    /// <exception cref="InvalidDataException">It is no index of shards, or one of a version that is not known.</exception>
    internal static ShardIndex Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessagePackReader(bytes.Span);
        var offsets = new Dictionary<string, int>(StringComparer.Ordinal);
        var info = new RepodataInfoReader();
        var shardsBaseUrl = "";
        var version = 0L;
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            switch (Encoding.UTF8.GetString(reader.ReadBytes()))
            {
                case "version":
                    version = reader.ReadInteger();
                    break;
                case "info":
                    shardsBaseUrl = ReadInfo(ref reader, info);
                    break;
                case "shards":
                    ReadShards(ref reader, bytes.Span, offsets);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return version == 1
            ? new ShardIndex(bytes, offsets, info.Info, shardsBaseUrl)
            : throw new InvalidDataException($"its shards are of version {version}, and only 1 is known");
    }

    private static string ReadInfo(ref MessagePackReader reader, RepodataInfoReader info)
    {
        var shardsBaseUrl = "";
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            var key = Encoding.UTF8.GetString(reader.ReadBytes());
            if (reader.Kind == MessagePackKind.Text)
            {
                var value = Encoding.UTF8.GetString(reader.ReadBytes());
                shardsBaseUrl = key == "shards_base_url" ? value : shardsBaseUrl;
                info.Set(key, null, value);
            }
            else if (reader.Kind == MessagePackKind.Map)
            {
                ReadInner(ref reader, info, key);
            }
            else
            {
                reader.Skip();
            }
        }

        return shardsBaseUrl;
    }

    private static void ReadInner(ref MessagePackReader reader, RepodataInfoReader info, string key)
    {
        for (var count = reader.ReadMapHeader(); count > 0; count--)
        {
            var inner = Encoding.UTF8.GetString(reader.ReadBytes());
            info.SetInnerKey(key, inner);
            if (reader.Kind == MessagePackKind.Text)
            {
                info.Set(key, inner, Encoding.UTF8.GetString(reader.ReadBytes()));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadShards(
        ref MessagePackReader reader, ReadOnlySpan<byte> all, Dictionary<string, int> offsets)
    {
        var count = reader.ReadMapHeader();
        offsets.EnsureCapacity(Math.Min(count, all.Length / HashLength));
        for (; count > 0; count--)
        {
            var name = Encoding.UTF8.GetString(reader.ReadBytes());
            if (reader.Kind != MessagePackKind.Binary)
            {
                // Null marks a name that was removed.
                reader.Skip();
                continue;
            }

            var hash = reader.ReadBytes();
            if (hash.Length != HashLength || !all.Overlaps(hash, out var offset))
            {
                throw new InvalidDataException($"the shard of '{name}' has no SHA-256");
            }

            offsets[name] = offset;
        }
    }
}
