using System.Text;
using System.Text.Json;

namespace EnvBuild.Conda.Repodata;

/// <summary>Finds the records in the bytes of <c>repodata.json</c> (CEP 36).</summary>
internal static class RepodataParser
{
    private const int LongestName = 256;

    /// <summary>Reads the outline of a repodata file.</summary>
    /// <param name="json">The bytes; no bytes are an empty channel.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="subdir">The platform's folder.</param>
    /// <exception cref="JsonException">The bytes are not repodata.</exception>
    internal static RepodataIndex Parse(ReadOnlyMemory<byte> json, Channel channel, string subdir)
    {
        var entries = new Dictionary<string, List<RepodataEntry>>(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        string? baseUrl = null;
        var bytes = json.Span;
        bytes = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        var offset = json.Length - bytes.Length;
        if (!bytes.Trim((ReadOnlySpan<byte>)" \t\r\n"u8).IsEmpty)
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 64 });
            Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadSection(ref reader, offset, entries, removed, ref baseUrl);
            }

            // A file that was cut off does not get here: its reader throws at the end of the bytes.
            while (reader.Read())
            {
            }
        }

        return new RepodataIndex(channel, subdir, Resolve(baseUrl, channel.SubdirUrl(subdir)), json, entries, removed);
    }

    private static void ReadSection(
        ref Utf8JsonReader reader,
        int offset,
        Dictionary<string, List<RepodataEntry>> entries,
        HashSet<string> removed,
        ref string? baseUrl)
    {
        var isPackages = reader.ValueTextEquals("packages"u8) || reader.ValueTextEquals("packages.conda"u8);
        var isRemoved = reader.ValueTextEquals("removed"u8);
        var isInfo = reader.ValueTextEquals("info"u8);
        Expect(reader.Read());
        if (isPackages && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadRecords(ref reader, offset, entries);
        }
        else if (isRemoved && reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                AddRemoved(ref reader, removed);
            }
        }
        else if (isInfo && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadInfo(ref reader, ref baseUrl);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void AddRemoved(ref Utf8JsonReader reader, HashSet<string> removed)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            removed.Add(reader.GetString()!);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadInfo(ref Utf8JsonReader reader, ref string? baseUrl)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBaseUrl = reader.ValueTextEquals("base_url"u8);
            Expect(reader.Read());
            if (isBaseUrl && reader.TokenType == JsonTokenType.String)
            {
                baseUrl = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadRecords(
        ref Utf8JsonReader reader, int offset, Dictionary<string, List<RepodataEntry>> entries)
    {
        var byName = entries.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> name = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Names of package files are plain ASCII; one with an escape in it is not.
            var key = reader.HasValueSequence || reader.ValueIsEscaped ? default : reader.ValueSpan;
            var keyStart = offset + (int)reader.TokenStartIndex + 1;
            var length = NameLength(key);
            Expect(reader.Read());
            var start = offset + (int)reader.TokenStartIndex;
            var isRecord = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (!isRecord || length is <= 0 or > LongestName)
            {
                continue;
            }

            var written = Encoding.UTF8.GetChars(key[..length], name);
            if (!byName.TryGetValue(name[..written], out var list))
            {
                list = [];
                entries.Add(name[..written].ToString(), list);
            }

            list.Add(new RepodataEntry(keyStart, key.Length, start, offset + (int)reader.BytesConsumed - start));
        }
    }

    /// <summary>Bytes of the name in front of version and build; 0 if there is none.</summary>
    private static int NameLength(ReadOnlySpan<byte> fileName)
    {
        var build = fileName.LastIndexOf((byte)'-');
        return build <= 0 ? 0 : Math.Max(0, fileName[..build].LastIndexOf((byte)'-'));
    }

    private static string Resolve(string? baseUrl, string own)
    {
        if (string.IsNullOrEmpty(baseUrl))
        {
            return own;
        }

        return Uri.TryCreate(new Uri(own + "/"), baseUrl, out var url)
            ? ChannelText.Redact(url.AbsoluteUri).TrimEnd('/')
            : throw new JsonException($"base_url '{baseUrl}' is not a URL");
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new JsonException("an object was expected");
        }
    }
}
