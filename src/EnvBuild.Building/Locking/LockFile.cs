using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Locking;

/// <summary>The files that locks stand in.</summary>
public static class LockFile
{
    /// <summary>The lock beside a definition: <c>environment.conda-lock.yml</c> for <c>environment.yml</c>.</summary>
    /// <param name="definitionPath">Absolute path of the definition.</param>
    public static string PathFor(string definitionPath) => Path.Combine(
        Path.GetDirectoryName(definitionPath)!,
        $"{Path.GetFileNameWithoutExtension(definitionPath)}.conda-lock.yml");

    /// <summary>Writes a file in one step.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="cancellationToken">Stops it; the former file stays.</param>
    /// <exception cref="EnvBuildException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException([FailureDiagnostic.For(exception, path)], exception);
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    // In a folder that does not exist, nothing can be deleted.
    private static void DeleteIfThere(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
