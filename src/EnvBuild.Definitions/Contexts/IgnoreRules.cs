using System.Collections.Immutable;
using EnvBuild.Definitions.Yaml;

namespace EnvBuild.Definitions.Contexts;

/// <summary>What the ignore files of a build context leave out.</summary>
/// <param name="docker">Rules of <c>.dockerignore</c>.</param>
/// <param name="azureML">Rules of <c>.amlignore</c>.</param>
internal sealed class IgnoreRules(ImmutableArray<IgnoreRule> docker, ImmutableArray<IgnoreRule> azureML)
{
    private readonly bool _hasExceptions = docker.Concat(azureML).Any(rule => rule.IsException);

    /// <summary>
    /// Reads <c>.dockerignore</c>, or the one named after the Dockerfile, and <c>.amlignore</c> of a folder.
    /// </summary>
    public static async Task<IgnoreRules> LoadAsync(
        string folder, string dockerfile, CancellationToken cancellationToken)
    {
        var own = await LinesAsync(
            Path.Combine(folder, dockerfile + ".dockerignore"), cancellationToken).ConfigureAwait(false);
        var docker = own ?? await LinesAsync(
            Path.Combine(folder, ".dockerignore"), cancellationToken).ConfigureAwait(false) ?? [];
        var azureML = await LinesAsync(
            Path.Combine(folder, ".amlignore"), cancellationToken).ConfigureAwait(false) ?? [];
        return new IgnoreRules(
            [.. docker.Select(IgnoreRule.FromDockerignore).OfType<IgnoreRule>()],
            [.. azureML.Select(IgnoreRule.FromGitignore).OfType<IgnoreRule>()]);
    }

    public bool Skips(string path) => Skips(docker, path) || Skips(azureML, path);

    /// <summary>Whether a whole folder can be left out unread: nothing below it may be taken back.</summary>
    public bool SkipsFolder(string path) => !_hasExceptions && Skips(path + "/");

    // The last rule that matches decides.
    private static bool Skips(ImmutableArray<IgnoreRule> rules, string path)
    {
        for (var index = rules.Length - 1; index >= 0; index--)
        {
            if (rules[index].Matches(path))
            {
                return !rules[index].IsException;
            }
        }

        return false;
    }

    private static async Task<string[]?> LinesAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) && new FileInfo(path).Length <= YamlLimits.MaximumBytes
            ? await File.ReadAllLinesAsync(path, cancellationToken).ConfigureAwait(false)
            : null;
}
