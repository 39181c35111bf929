using System.Collections.Immutable;
using System.Text;

namespace EnvBuild.Python.Metadata;

/// <summary>
/// The headers of a METADATA or PKG-INFO file (PEP 241: RFC 822), with the same tolerance as Python's <c>email</c>.
/// </summary>
internal sealed class MetadataHeaders
{
    private readonly ILookup<string, string> _values;

    private MetadataHeaders(IEnumerable<KeyValuePair<string, string>> fields)
    {
        _values = fields.ToLookup(field => field.Key, field => field.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads the lines before the first empty one; what is not UTF-8 becomes U+FFFD.</summary>
    public static MetadataHeaders Read(ReadOnlySpan<byte> content)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in content.SplitAny("\r\n"u8))
        {
            var line = content[range];
            if (line.IsEmpty)
            {
                if (IsInsideCrLf(content, range.Start.Value))
                {
                    continue;
                }

                break;
            }

            if (!TryAdd(fields, Decode(line)))
            {
                break;
            }
        }

        return new MetadataHeaders(fields);
    }

    /// <summary>The first value of a field, null where there is none.</summary>
    public string? First(string field) => _values[field].FirstOrDefault();

    /// <summary>All values of a field in their order, without empty ones.</summary>
    public ImmutableArray<string> All(string field) => [.. _values[field].Where(value => value.Length > 0)];

    private static bool IsInsideCrLf(ReadOnlySpan<byte> content, int position) =>
        position > 0 && position < content.Length && content[position - 1] == '\r' && content[position] == '\n';

    private static string Decode(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line).TrimStart('\uFEFF');

    /// <summary>Takes a field, or the continuation of the one before; false where the headers end.</summary>
    private static bool TryAdd(List<KeyValuePair<string, string>> fields, string line)
    {
        if (line[0] is ' ' or '\t')
        {
            if (fields.Count > 0)
            {
                fields[^1] = KeyValuePair.Create(fields[^1].Key, $"{fields[^1].Value} {line.Trim()}".Trim());
            }

            return true;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return false;
        }

        fields.Add(KeyValuePair.Create(line[..colon].TrimEnd(), line[(colon + 1)..].Trim()));
        return true;
    }
}
