namespace EnvBuild.Testing;

/// <summary>A folder of a test's own, outside the repository, removed at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("envbuild-test-").FullName;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Absolute path of something below the folder.</summary>
    /// <param name="relativePath">Path with <c>/</c>.</param>
    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes a text file, with its folders.</summary>
    /// <param name="relativePath">Path with <c>/</c>.</param>
    /// <param name="text">Content.</param>
    /// <returns>Absolute path of the file.</returns>
    public string Write(string relativePath, string text)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
