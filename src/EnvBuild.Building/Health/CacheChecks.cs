using System.Collections.Immutable;

namespace EnvBuild.Building.Health;

/// <summary>The caches of package archives and repodata.</summary>
internal static class CacheChecks
{
    public static Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var folder = request.Settings.CacheFolder;
        var probe = FolderProbe.Of(folder);
        ImmutableArray<HealthFinding> findings =
        [
            probe switch
            {
                { Problem: { } problem } => topic.Error(
                    "folder",
                    $"'{folder}' cannot be {(probe.Exists ? "written" : "made")}: {problem}",
                    "Correct that, or name another folder with ENVBUILD_HOME."),
                { Exists: false } => topic.Ok("folder", $"{folder} is not there yet; the first build makes it"),
                _ => topic.Ok("folder", $"{folder} can be read and written"),
            },
        ];
        return Task.FromResult(probe.Exists
            ? findings.AddRange(
                topic.Ok("packages", Measure("packages")),
                topic.Ok("repodata", Measure("repodata")))
            : findings);

        string Measure(string name) =>
            FolderSize.Of(Path.Combine(folder, name), request.MostFiles, cancellationToken).ToString();
    }
}
