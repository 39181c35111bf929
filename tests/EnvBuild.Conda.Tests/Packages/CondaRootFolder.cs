using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>A folder that a test shares with the programs of the root with conda's own programs.</summary>
internal sealed class CondaRootFolder : IDisposable
{
    private readonly string _inside = $"/tmp/envbuild-test-{Guid.NewGuid():N}";

    public CondaRootFolder()
    {
        Path = CondaRoot.Require() + _inside;
        _ = Directory.CreateDirectory(Path);
    }

    /// <summary>Absolute path as the test sees it.</summary>
    public string Path { get; }

    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Runs a script with the folder, as the root sees it, and names in it.</summary>
    public Task RunAsync(string script, IEnumerable<string> names, CancellationToken cancellationToken) =>
        CondaRoot.RunPythonAsync(script, cancellationToken, [_inside, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
