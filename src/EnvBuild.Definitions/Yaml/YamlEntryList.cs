using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>
/// Collects the entries of a mapping: each key once, merge keys (<c>&lt;&lt;</c>, YAML 1.1) filled in behind the
/// others.
/// </summary>
internal sealed class YamlEntryList(DiagnosticSink sink)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly Dictionary<string, YamlScalar> _keys = new(StringComparer.Ordinal);
    private readonly List<YamlNode> _merged = [];

    public void Add(YamlNode key, YamlNode value)
    {
        if (key is not YamlScalar scalar)
        {
            sink.Report(DiagnosticCatalog.YamlKey, key.Span, key.Description);
        }
        else if (scalar is { Value: "<<", Style: YamlScalarStyle.Plain })
        {
            _merged.Add(value);
        }
        else if (_keys.TryGetValue(scalar.Value, out var first))
        {
            sink.Report(DiagnosticCatalog.DuplicateKey, scalar.Span, scalar.Value, first.Span.Line);
        }
        else
        {
            _keys.Add(scalar.Value, scalar);
            _entries.Add(new YamlEntry(scalar, value));
        }
    }

    public ImmutableArray<YamlEntry> ToImmutable()
    {
        foreach (var merged in _merged)
        {
            Merge(merged);
        }

        return [.. _entries];
    }

    private void Merge(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                _entries.AddRange(mapping.Entries.Where(entry => _keys.TryAdd(entry.Key.Value, entry.Key)));
                break;
            case YamlSequence sequence when sequence.Items.All(item => item is YamlMapping):
                sequence.Items.ToList().ForEach(Merge);
                break;
            default:
                sink.Report(DiagnosticCatalog.WrongType, node.Span, "<<", "a mapping", node.Description);
                break;
        }
    }
}
