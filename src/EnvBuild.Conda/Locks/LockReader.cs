using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks;

/// <summary>Reads locks, our own and those of conda-lock.</summary>
public static class LockReader
{
    private const int DeepestNesting = 16;

    /// <summary>Reads a lock.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="path">Path of the file, for diagnostics.</param>
    /// <exception cref="EnvBuildException">ENV3050: it is not a lock of version 1.</exception>
    public static CondaLock Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            CheckNesting(text, path);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new LockNodeReader(path).Read(root)
                : throw DiagnosticCatalog.LockInvalid.Exception(new SourceLocation(path), "it is not one YAML mapping");
        }
        catch (YamlException exception)
        {
            var location = LockNodeReader.LocationOf(path, exception.Start, exception.End);
            throw DiagnosticCatalog.LockInvalid.Exception(location, exception.Message);
        }
    }

    /// <summary>Locks are flat; a text of deep levels would exhaust the stack of those who read it as a tree.</summary>
    private static void CheckNesting(string text, string path)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting)
            {
                var place = LockNodeReader.LocationOf(path, parser.Current.Start, parser.Current.End);
                throw DiagnosticCatalog.LockInvalid.Exception(place, "it is nested too deeply");
            }
        }
    }
}
