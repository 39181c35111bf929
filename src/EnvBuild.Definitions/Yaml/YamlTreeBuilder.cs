using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EnvBuild.Definitions.Yaml;

/// <summary>
/// Makes nodes of parser events. Anchored nodes are shared, not copied, and counted as often as they are used.
/// </summary>
internal sealed class YamlTreeBuilder(Parser parser, DiagnosticSink sink)
{
    private readonly Dictionary<string, (YamlNode Node, int Weight)> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    public YamlNode Build() => Node(0);

    private YamlNode Node(int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias);
        }

        if (!parser.Accept<NodeEvent>(out var start))
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "A value is expected here");
        }

        var before = _nodes;
        Count(1, start);
        CheckDepth(depth, start);
        CheckTag(start);
        YamlNode node = start switch
        {
            Scalar => ScalarOf(parser.Consume<Scalar>()),
            SequenceStart => Sequence(parser.Consume<SequenceStart>(), depth),
            _ => Mapping(parser.Consume<MappingStart>(), depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = (node, _nodes - before);
        }

        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (_anchors.TryGetValue(alias.Value.Value, out var target))
        {
            Count(target.Weight, alias);
            return target.Node;
        }

        throw new YamlException(
            alias.Start,
            alias.End,
            $"The alias '*{Excerpt.Of(alias.Value.Value)}' has no anchor that is complete before it");
    }

    private static YamlScalar ScalarOf(Scalar scalar)
    {
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => YamlScalarStyle.Quoted,
            ScalarStyle.Literal or ScalarStyle.Folded => YamlScalarStyle.Block,
            _ => YamlScalarStyle.Plain,
        };
        return new YamlScalar(YamlLoader.SpanOf(scalar.Start, scalar.End), scalar.Value, style);
    }

    private YamlSequence Sequence(SequenceStart start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        var end = parser.Consume<SequenceEnd>();
        return new YamlSequence(YamlLoader.SpanOf(start.Start, end.End), items.DrainToImmutable());
    }

    private YamlMapping Mapping(MappingStart start, int depth)
    {
        var entries = new YamlEntryList(sink);
        while (!parser.Accept<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            entries.Add(key, Node(depth + 1));
        }

        var end = parser.Consume<MappingEnd>();
        return new YamlMapping(YamlLoader.SpanOf(start.Start, end.End), entries.ToImmutable());
    }

    private void Count(int weight, ParsingEvent at)
    {
        _nodes += weight;
        if (_nodes > YamlLimits.MaximumNodes)
        {
            throw new YamlLimitException(
                $"it holds more than {YamlLimits.MaximumNodes} values, with aliases counted as what they stand for",
                YamlLoader.SpanOf(at.Start, at.End));
        }
    }

    private static void CheckDepth(int depth, NodeEvent at)
    {
        if (depth > YamlLimits.MaximumDepth)
        {
            throw new YamlLimitException(
                $"it is nested more than {YamlLimits.MaximumDepth} levels deep",
                YamlLoader.SpanOf(at.Start, at.End));
        }
    }

    private void CheckTag(NodeEvent node)
    {
        var tag = node.Tag.IsEmpty || node.Tag.IsNonSpecific ? "" : node.Tag.Value;
        if (tag.Length > 0 && !tag.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            sink.Report(DiagnosticCatalog.YamlTag, YamlLoader.SpanOf(node.Start, node.End), tag);
        }
        else if (tag.StartsWith("tag:yaml.org,2002:python/", StringComparison.Ordinal))
        {
            sink.Report(DiagnosticCatalog.YamlTag, YamlLoader.SpanOf(node.Start, node.End), tag);
        }
    }
}
