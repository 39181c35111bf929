using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Locks;

/// <summary>Tools of package registries that read what we write; <c>.ci/run</c> installs them.</summary>
internal static class OtherTool
{
    /// <summary>
    /// Absolute path below the folder of the tools; the test is skipped, with the reason, where it is missing.
    /// </summary>
    /// <param name="relativePath">Path with <c>/</c>.</param>
    /// <param name="install">Command that brings it.</param>
    public static string Find(string relativePath, string install)
    {
        var folder = Environment.GetEnvironmentVariable("ENVBUILD_TEST_TOOLS")
            ?? Path.Combine(Corpus.RepositoryRoot, "artifacts", "test-tools");
        var path = Path.Combine(folder, relativePath);
        if (!Path.Exists(path))
        {
            Assert.Inconclusive($"'{path}' is missing; '{install}' brings it.");
        }

        return path;
    }
}
