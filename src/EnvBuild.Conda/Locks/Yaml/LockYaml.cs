using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Yaml;

/// <summary>Reads the YAML of locks into nodes, within limits.</summary>
internal static class LockYaml
{
    // Far above real locks, far below what hurts.
    private const int MostCharacters = 16 * 1024 * 1024;
    private const int MostNodes = 2_000_000;

    // Locks are flat; a text of deep levels would exhaust the stack of those who read it as a tree.
    private const int DeepestNesting = 16;

    /// <summary>The mapping that a lock is.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="path">Path of the file, for diagnostics.</param>
    /// <param name="invalid">What a broken text is told as; takes the reason.</param>
    /// <exception cref="EnvBuildException">The text is no mapping, or costs too much to read.</exception>
    public static YamlMappingNode Load(string text, string path, DiagnosticDescriptor invalid)
    {
        if (text.Length > MostCharacters)
        {
            throw invalid.Exception(new SourceLocation(path), $"it is larger than {MostCharacters >> 20} MiB");
        }

        try
        {
            Weigh(text, path, invalid);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw invalid.Exception(new SourceLocation(path), "it is not one YAML mapping");
        }
        catch (YamlException exception)
        {
            throw invalid.Exception(LocationOf(path, exception.Start, exception.End), exception.Message);
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner has states of its own that it does not tell as syntax errors, such as an unclosed '['.
            throw invalid.Exception(new SourceLocation(path), "a bracket or quote is not closed, or closed twice");
        }
    }

    public static SourceLocation LocationOf(string path, Mark start, Mark end) => new(
        path,
        new SourceSpan((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column));

    /// <summary>Counts nodes and levels, every alias as all that it stands for.</summary>
    private static void Weigh(string text, string path, DiagnosticDescriptor invalid)
    {
        var parser = new Parser(new StringReader(text));
        var anchors = new Dictionary<string, long>(StringComparer.Ordinal);
        var open = new Stack<(AnchorName Anchor, long Before)>();
        var nodes = 0L;
        while (parser.MoveNext())
        {
            var before = nodes;
            switch (parser.Current)
            {
                case AnchorAlias alias:
                    nodes += anchors.TryGetValue(alias.Value.Value, out var weight)
                        ? weight
                        : throw new YamlException(
                            alias.Start, alias.End, "The alias has no anchor that is complete before it");
                    break;
                case Scalar scalar:
                    nodes++;
                    Keep(scalar.Anchor, 1);
                    break;
                case NodeEvent start:
                    nodes++;
                    open.Push((start.Anchor, before));
                    break;
                case SequenceEnd or MappingEnd:
                    var (anchor, since) = open.Pop();
                    Keep(anchor, nodes - since);
                    break;
                default:
                    break;
            }

            if (open.Count > DeepestNesting || nodes > MostNodes)
            {
                throw invalid.Exception(
                    LocationOf(path, parser.Current!.Start, parser.Current.End),
                    open.Count > DeepestNesting ? "it is nested too deeply" : $"it holds more than {MostNodes} values");
            }
        }

        void Keep(AnchorName anchor, long weight)
        {
            if (!anchor.IsEmpty)
            {
                anchors[anchor.Value] = weight;
            }
        }
    }
}
