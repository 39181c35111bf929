using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks;

/// <summary>Reads locks, our own and those of conda-lock.</summary>
public static class LockReader
{
    /// <summary>Reads a lock.</summary>
    /// <param name="text">Text of the file.</param>
    /// <param name="path">Path of the file, for diagnostics.</param>
    /// <exception cref="EnvBuildException">ENV3050: it is not a lock of version 1.</exception>
    public static CondaLock Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return ReadTree(text) is [{ RootNode: YamlMappingNode root }]
                ? new LockNodeReader(path).Read(root)
                : throw DiagnosticCatalog.LockInvalid.Exception(new SourceLocation(path), "it is not one YAML mapping");
        }
        catch (YamlException exception)
        {
            var location = LockNodeReader.LocationOf(path, exception.Start, exception.End);
            throw DiagnosticCatalog.LockInvalid.Exception(location, exception.Message);
        }

        IList<YamlDocument> ReadTree(string text)
        {
            try
            {
                LockShape.Check(text, path);
                var stream = new YamlStream();
                stream.Load(new StringReader(text));
                return stream.Documents;
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                // The parser of YAML says so of some texts that are none.
                throw DiagnosticCatalog.LockInvalid.Exception(
                    new SourceLocation(path), $"it is not valid YAML: {exception.Message.TrimEnd('.')}");
            }
        }
    }
}
