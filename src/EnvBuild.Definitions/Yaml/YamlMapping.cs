using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Keys with values, in their order; each key once.</summary>
internal sealed class YamlMapping(SourceSpan span, ImmutableArray<YamlEntry> entries) : YamlNode(span)
{
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    public override string Description => "a mapping";

    public bool Has(string key) => Find(key) is not null;

    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key.Value, key, StringComparison.Ordinal))
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>
    /// The text of a key's scalar; <see langword="null"/> when the key is missing or holds something else.
    /// </summary>
    public string? FindText(string key) => Find(key) is YamlScalar { IsNull: false } scalar ? scalar.Value : null;
}
