using EnvBuild.Diagnostics;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Inputs;

/// <summary>Reads the items and settings of a project.</summary>
internal static class EnvironmentInputs
{
    private static readonly char[] Separators = [';', ',', ' ', '\t', '\r', '\n'];

    /// <summary>
    /// One input for each definition; an item that the user wrote goes before the one that is there by default.
    /// </summary>
    /// <exception cref="EnvBuildException">A definition does not exist.</exception>
    public static IReadOnlyList<EnvironmentInput> From(EnvironmentTask task)
    {
        var inputs = new List<EnvironmentInput>(task.Environments.Length);
        foreach (var group in task.Environments.GroupBy(item => item.GetMetadata("FullPath"), StringComparer.Ordinal))
        {
            var item = group.FirstOrDefault(item => item.GetMetadata("IsImplicitlyDefined").Length == 0)
                ?? group.First();
            if (!File.Exists(group.Key))
            {
                throw NotFound(task, item);
            }

            inputs.Add(new EnvironmentInput
            {
                Definition = group.Key,
                Platforms = Normalize(Either(item, "Platforms", task.Platforms)),
                Tag = item.GetMetadata("Tag"),
                BaseImage = Either(item, "BaseImage", task.BaseImage),
                LockedMode = IsLocked(task, group.Key),
            });
        }

        return inputs;
    }

    private static string Either(ITaskItem item, string metadata, string fallback) =>
        item.GetMetadata(metadata) is { Length: > 0 } value ? value : fallback;

    private static string Normalize(string platforms) => platforms.Length == 0 ? "" : string.Join(
        ';', platforms.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal));

    private static bool IsLocked(EnvironmentTask task, string definition) =>
        task.LockedMode.Length > 0
            ? task.LockedMode.Equals("true", StringComparison.OrdinalIgnoreCase)
            : task.ContinuousIntegration && File.Exists(EnvironmentInput.LockFileOf(definition));

    private static EnvBuildException NotFound(EnvironmentTask task, ITaskItem item) =>
        DiagnosticCatalog.DefinitionNotFound.Exception(new SourceLocation(task.ProjectFile), item.ItemSpec);
}
