using EnvBuild.Conda.Locks.Yaml;
using EnvBuild.Diagnostics;

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
        var root = LockYaml.Load(text, path, DiagnosticCatalog.LockInvalid);
        return new LockNodeReader(path, DiagnosticCatalog.LockInvalid).Read(root);
    }
}
