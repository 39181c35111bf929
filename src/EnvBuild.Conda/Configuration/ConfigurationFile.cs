using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Configuration;

/// <summary>Reads one file of configuration into a merge.</summary>
/// <param name="path">Absolute path of the file.</param>
/// <param name="host">Fills variables in.</param>
internal sealed class ConfigurationFile(string path, CondaHost host)
{
    private const int DeepestNesting = 16;

    /// <summary>Adds what the file says.</summary>
    /// <exception cref="EnvBuildException">
    /// It cannot be read (ENV0031), or a value of it is wrong (ENV0032).
    /// </exception>
    public async Task AddToAsync(MergedConfiguration merged, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (Parse(text) is not { } root)
        {
            return;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        foreach (var (keyNode, node) in root.Children)
        {
            var key = ConfigurationKeys.Canonical((keyNode as YamlScalarNode)?.Value ?? "");
            if (ConfigurationKeys.Kinds.TryGetValue(key, out var kind))
            {
                Add(merged, key, kind, node);
                if (IsFinal(lines, keyNode, node))
                {
                    merged.Seal(key);
                }
            }
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(new SourceLocation(path), "this user may not read it");
        }
    }

    private YamlMappingNode? Parse(string text)
    {
        try
        {
            CheckNesting(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents switch
            {
                [] => null,
                [{ RootNode: YamlMappingNode root }] => root,
                [{ RootNode: YamlScalarNode scalar }] when IsNull(scalar) => null,
                _ => throw Unreadable(new SourceLocation(path), "it is not one YAML mapping"),
            };
        }
        catch (YamlException error)
        {
            throw Unreadable(At(error.Start, error.End), "it is not YAML");
        }
    }

    // The tree is built by recursion; a deep text would exhaust the stack.
    private void CheckNesting(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting)
            {
                throw Unreadable(At(parser.Current.Start, parser.Current.End), "it is nested too deeply");
            }
        }
    }

    private void Add(MergedConfiguration merged, string key, ConfigurationKind kind, YamlNode node)
    {
        switch (kind, node)
        {
            case (_, YamlScalarNode scalar) when IsNull(scalar):
                break;
            case (ConfigurationKind.Scalar, YamlScalarNode scalar):
                merged.Set(key, Text(scalar));
                break;
            case (ConfigurationKind.List, _):
                merged.AddList(key, Texts(key, node));
                break;
            case (ConfigurationKind.Map or ConfigurationKind.MapOfLists, YamlMappingNode map):
                foreach (var (name, value) in map.Children)
                {
                    if (name is YamlScalarNode { Value: { } known })
                    {
                        merged.SetEntry(key, known, Entry($"{key}: {known}", kind, value));
                    }
                }

                break;
            default:
                throw Wrong(key, kind == ConfigurationKind.Scalar ? "a text" : "a mapping", node);
        }
    }

    private IReadOnlyList<ConfigurationText> Entry(string key, ConfigurationKind kind, YamlNode node) =>
        (kind, node) switch
        {
            (ConfigurationKind.Map, YamlScalarNode scalar) => IsNull(scalar) ? [] : [Text(scalar)],
            (ConfigurationKind.Map, _) => throw Wrong(key, "a text", node),
            _ => Texts(key, node),
        };

    private IReadOnlyList<ConfigurationText> Texts(string key, YamlNode node) => node switch
    {
        // conda takes one text for a list of one.
        YamlScalarNode scalar => [Text(scalar)],
        YamlSequenceNode list =>
        [
            .. list.Children.Select(item => Text(item as YamlScalarNode ?? throw Wrong(key, "a list of texts", item))),
        ],
        _ => throw Wrong(key, "a list of texts", node),
    };

    private ConfigurationText Text(YamlScalarNode scalar) =>
        new(VariableExpansion.Expand(scalar.Value ?? "", host), path, At(scalar.Start, scalar.End));

    // A comment '#!final' behind a key or its value: no later file may say otherwise.
    private static bool IsFinal(string[] lines, YamlNode key, YamlNode value) =>
        Has(lines, key.Start.Line) || (value is YamlScalarNode && Has(lines, value.Start.Line));

    private static bool Has(string[] lines, long line) =>
        line >= 1 && line <= lines.Length
        && lines[line - 1].Contains("#!final", StringComparison.Ordinal);

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" };

    private SourceLocation At(Mark start, Mark end) => new(
        path, new SourceSpan((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column));

    private EnvBuildException Wrong(string key, string expected, YamlNode node) =>
        DiagnosticCatalog.CondaConfigurationValueInvalid.Exception(At(node.Start, node.End), key, path, expected);

    private EnvBuildException Unreadable(SourceLocation location, string reason) =>
        DiagnosticCatalog.CondaConfigurationInvalid.Exception(location, path, reason);
}
