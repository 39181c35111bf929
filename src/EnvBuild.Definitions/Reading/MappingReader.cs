using System.Collections.Immutable;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Takes the keys of a mapping one by one; what nobody took is told at the end.</summary>
/// <param name="mapping">The mapping.</param>
/// <param name="place">What the mapping is, for messages: <c>the definition</c>, <c>'build'</c>.</param>
/// <param name="sink">Where diagnostics go.</param>
internal sealed class MappingReader(YamlMapping mapping, string place, DiagnosticSink sink)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The value; <see langword="null"/> when the key is missing or holds nothing.</summary>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return mapping.Find(key) is { } node and not YamlScalar { IsNull: true } ? node : null;
    }

    public YamlScalar? Scalar(string key) => Typed<YamlScalar>(key, "a text");

    public string? Text(string key) => Scalar(key)?.Value;

    public YamlSequence? List(string key) => Typed<YamlSequence>(key, "a list");

    public YamlMapping? Mapping(string key) => Typed<YamlMapping>(key, "a mapping");

    public bool Boolean(string key, bool otherwise)
    {
        var node = Node(key);
        if (node is null || (node as YamlScalar)?.AsBoolean() is not { } value)
        {
            Complain(node, key, "true or false");
            return otherwise;
        }

        return value;
    }

    public ImmutableSortedDictionary<string, string> Texts(string key)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Mapping(key)?.Entries ?? [])
        {
            if (value is YamlScalar scalar)
            {
                texts[name.Value] = scalar.IsNull ? "" : scalar.Value;
            }
            else
            {
                Complain(value, $"{key}.{name.Value}", "a text");
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>The scalars of a list.</summary>
    public IEnumerable<YamlScalar> Scalars(string key)
    {
        foreach (var item in List(key)?.Items ?? [])
        {
            if (item is YamlScalar { IsNull: false } scalar)
            {
                yield return scalar;
            }
            else
            {
                sink.Report(DiagnosticCatalog.WrongType, item.Span, $"an entry of {key}", "a text", item.Description);
            }
        }
    }

    /// <summary>Takes keys that are known and change nothing.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _known.Add(key);
            if (Key(key) is { } scalar)
            {
                sink.Report(DiagnosticCatalog.KeyWithoutEffect, scalar.Span, key);
            }
        }
    }

    /// <summary>Warns of all keys that nobody took.</summary>
    public void Finish()
    {
        foreach (var (key, _) in mapping.Entries.Where(entry => !_known.Contains(entry.Key.Value)))
        {
            sink.Report(
                DiagnosticCatalog.UnknownKey,
                key.Span,
                key.Value,
                place,
                KeySuggestion.For(key.Value, _known.Where(known => !mapping.Has(known))));
        }
    }

    public YamlScalar? Key(string key) =>
        mapping.Entries.Where(entry => string.Equals(entry.Key.Value, key, StringComparison.Ordinal))
            .Select(entry => entry.Key)
            .FirstOrDefault();

    private TNode? Typed<TNode>(string key, string expected)
        where TNode : YamlNode
    {
        var node = Node(key);
        if (node is not TNode)
        {
            Complain(node, key, expected);
        }

        return node as TNode;
    }

    private void Complain(YamlNode? node, string key, string expected)
    {
        if (node is not null)
        {
            sink.Report(DiagnosticCatalog.WrongType, node.Span, $"'{Excerpt.Of(key)}'", expected, node.Description);
        }
    }
}
