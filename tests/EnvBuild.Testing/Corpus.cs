using System.Runtime.CompilerServices;

namespace EnvBuild.Testing;

/// <summary>Other people's test data, which stands beside the repository and is not part of it.</summary>
public static class Corpus
{
    /// <summary>Root of the repository.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    private static string Shared => Path.Combine(RepositoryRoot, "..", "shared");

    /// <summary>
    /// Absolute path of a file or folder of the corpus; the test is skipped, with the reason, where it is missing.
    /// </summary>
    /// <param name="relativePath">Path below the corpus, with <c>/</c>.</param>
    public static string Require(string relativePath) =>
        RequirePath("ENVBUILD_CORPUS", "corpus", relativePath);

    /// <summary>Absolute path below the real conda channel.</summary>
    /// <param name="relativePath">Path below the channel, with <c>/</c>; empty for its root.</param>
    public static string RequireChannel(string relativePath = "") =>
        RequirePath("ENVBUILD_CHANNEL", "channel", relativePath);

    /// <summary>Absolute path below the folder of real wheels.</summary>
    /// <param name="relativePath">Path below the folder, with <c>/</c>; empty for its root.</param>
    public static string RequireWheels(string relativePath = "") =>
        RequirePath("ENVBUILD_WHEELS", "wheels", relativePath);

    private static string RequirePath(string variable, string folder, string relativePath)
    {
        var root = System.Environment.GetEnvironmentVariable(variable) ?? Path.Combine(Shared, folder);
        var path = Path.GetFullPath(Path.Combine(root, relativePath), RepositoryRoot);
        if (!Path.Exists(path))
        {
            Assert.Inconclusive($"'{path}' is missing; set {variable} to the folder that holds '{relativePath}'.");
        }

        return path;
    }

    private static string FindRepositoryRoot([CallerFilePath] string thisFile = "")
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EnvBuild.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException($"No EnvBuild.sln above '{AppContext.BaseDirectory}' ({thisFile}).");
    }
}
