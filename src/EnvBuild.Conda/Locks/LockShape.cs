using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EnvBuild.Conda.Locks;

/// <summary>
/// Looks at the YAML of a lock before it is made a tree: locks are flat, and their keys are texts. Deep levels, a list
/// as a key and a node that holds itself would exhaust the stack of those who read them as a tree.
/// </summary>
internal sealed partial class LockShape
{
    private const int DeepestNesting = 16;

    private readonly string _path;
    private readonly Stack<Level> _levels = new();

    private LockShape(string path)
    {
        _path = path;
    }

    /// <summary>Checks a text.</summary>
    /// <exception cref="EnvBuildException">ENV3050: it is no lock.</exception>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static void Check(string text, string path)
    {
        var shape = new LockShape(path);
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            shape.Take(parser.Current!);
        }
    }

    private void Take(ParsingEvent current)
    {
        if (current is MappingEnd or SequenceEnd)
        {
            _levels.Pop();
            return;
        }

        if (current is not (NodeEvent or AnchorAlias))
        {
            return;
        }

        if (IsKey() && current is not Scalar)
        {
            throw Invalid(current, "a key is no text");
        }

        if (current is AnchorAlias alias && _levels.Any(level => level.Anchor == alias.Value))
        {
            throw Invalid(current, $"'{alias.Value}' holds itself");
        }

        if (current is MappingStart or SequenceStart)
        {
            if (_levels.Count == DeepestNesting)
            {
                throw Invalid(current, "it is nested too deeply");
            }

            _levels.Push(new Level(current is MappingStart, ((NodeEvent)current).Anchor));
        }
    }

    private bool IsKey()
    {
        if (!_levels.TryPeek(out var level) || !level.IsMapping)
        {
            return false;
        }

        level.ExpectsKey = !level.ExpectsKey;
        return !level.ExpectsKey;
    }

    private EnvBuildException Invalid(ParsingEvent place, string reason) =>
        DiagnosticCatalog.LockInvalid.Exception(LockNodeReader.LocationOf(_path, place.Start, place.End), reason);
}
