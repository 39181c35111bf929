namespace EnvBuild.Testing;

/// <summary>A root file system with conda's own programs, made by <c>eng/testing/conda-root.sh</c>.</summary>
public static class CondaRoot
{
    /// <summary>Absolute path of the root; the test is skipped, with the reason, where it cannot be used.</summary>
    public static string Require()
    {
        var root = Environment.GetEnvironmentVariable("ENVBUILD_CONDA_ROOT")
            ?? Path.Combine(Corpus.RepositoryRoot, "artifacts", "conda-root");
        if (!File.Exists(Path.Combine(root, "usr", "bin", "cph")))
        {
            Assert.Inconclusive($"'{root}' does not hold conda's programs; 'eng/testing/conda-root.sh' makes it.");
        }

        RequiredTool.RequireRoot("chroot");
        return root;
    }

    /// <summary>Runs python in the root, with the usual umask of 022.</summary>
    /// <param name="script">What to run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="arguments">What the script finds behind its own name.</param>
    public static Task<ProcessResult> RunPythonAsync(
        string script, CancellationToken cancellationToken, params string[] arguments) =>
        new ProcessSpec(
            RequiredTool.Find("chroot", "coreutils"),
            [Require(), "/bin/sh", "-c", "umask 022; exec python3 \"$@\"", "sh", "-c", script, .. arguments])
            .SucceedsAsync(cancellationToken);
}
