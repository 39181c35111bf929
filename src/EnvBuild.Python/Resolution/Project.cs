using System.Collections.Immutable;
using EnvBuild.Python.Indexes;

namespace EnvBuild.Python.Resolution;

/// <summary>What can be installed of a project, and why the rest cannot.</summary>
/// <param name="Versions">The best first.</param>
/// <param name="Refused">Versions of which no file can be installed, the newest first, with the reason.</param>
internal sealed record Project(
    ImmutableArray<ProjectVersion> Versions, ImmutableArray<(PythonVersion Version, string Reason)> Refused)
{
    /// <summary>Sorts the files of a project.</summary>
    public static Project Of(IEnumerable<IndexFile> files, FileJudge judge)
    {
        var byVersion = files.Select(judge.Judge).Where(file => file.Version is not null)
            .GroupBy(file => file.Version!)
            .OrderByDescending(group => group.Key)
            .ToList();
        var versions = new List<ProjectVersion>();
        var refused = new List<(PythonVersion Version, string Reason)>();
        foreach (var group in byVersion)
        {
            var usable = group.Where(file => file.Refusal is null).ToList();
            if (usable.Count == 0)
            {
                refused.Add((group.Key, group.Select(file => file.Refusal!).Distinct().First()));
                continue;
            }

            var best = usable.OrderBy(file => file.File.IsYanked).ThenBy(file => file.Rank)
                .ThenByDescending(file => file.Build).First();
            versions.Add(new ProjectVersion(best.Version!, best.File, best.IsWheel));
        }

        var inOrder = judge.PrefersBinary ? versions.OrderByDescending(version => version.IsWheel) : versions.AsEnumerable();
        return new Project([.. inOrder], [.. refused]);
    }
}
