using System.Collections.Immutable;
using System.Text;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

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
        DockerfileBuild build, DiagnosticSink sink, CancellationToken cancellationToken)
    {
        Task<List<string>?> ReadAsync(string name) =>
            LinesAsync(Path.Combine(build.ContextFolder!, name), build.Location, sink, cancellationToken);

        var own = await ReadAsync(build.DockerfilePath + ".dockerignore").ConfigureAwait(false);
        var docker = own ?? await ReadAsync(".dockerignore").ConfigureAwait(false) ?? [];
        var azureML = await ReadAsync(".amlignore").ConfigureAwait(false) ?? [];
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

    private static async Task<List<string>?> LinesAsync(
        string path, SourceLocation named, DiagnosticSink sink, CancellationToken cancellationToken)
    {
        var bytes = File.Exists(path)
            ? await SourceFile.BytesAsync(path, named, sink.ForFile(path), cancellationToken).ConfigureAwait(false)
            : null;
        if (bytes is null)
        {
            return null;
        }

        var lines = new List<string>();
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
