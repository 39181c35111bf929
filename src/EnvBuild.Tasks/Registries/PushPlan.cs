using System.Collections.Immutable;
using EnvBuild.Building.Registries;
using EnvBuild.Diagnostics;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Registries;

/// <summary>Decides which environments of a project go where.</summary>
internal static class PushPlan
{
    /// <exception cref="EnvBuildException">
    /// ENV0104: an environment has no registry. ENV0105: two would take each other's place. ENV5100: a place has no
    /// valid name.
    /// </exception>
    public static ImmutableArray<EnvironmentPush> Make(
        IReadOnlyList<ITaskItem> environments,
        IReadOnlyList<ITaskItem> images,
        string registry,
        string repository,
        string projectFile)
    {
        var place = new SourceLocation(projectFile);
        var pushes = ImmutableArray.CreateBuilder<EnvironmentPush>();
        foreach (var group in images.GroupBy(image => image.GetMetadata("Definition"), StringComparer.Ordinal))
        {
            ImmutableArray<ITaskItem> items = [.. group];
            var settings = environments.Where(item => item.GetMetadata("FullPath") == group.Key).ToArray();
            if (Either(settings, "Push", "").Equals("false", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var name = items[0].GetMetadata("Name");
            var host = Either(settings, "Registry", registry);
            if (host.Length == 0)
            {
                throw DiagnosticCatalog.PushRegistryMissing.Exception(place, name);
            }

            var target = PushTarget.Below(
                host, Either(settings, "Repository", repository), items[0].GetMetadata("Image"));
            pushes.Add(new EnvironmentPush(name, items, target));
        }

        Check(pushes, place);
        return pushes.DrainToImmutable();
    }

    private static void Check(IEnumerable<EnvironmentPush> pushes, SourceLocation place)
    {
        foreach (var group in pushes.GroupBy(push => push.Target))
        {
            var first = group.First();
            if (group.FirstOrDefault(push => !push.Images.SequenceEqual(first.Images)) is { } other)
            {
                throw DiagnosticCatalog.PushTargetTwice.Exception(place, first.Name, other.Name, first.Target);
            }
        }
    }

    // A definition may be an item by default and one that the user wrote.
    private static string Either(ITaskItem[] settings, string metadata, string fallback) =>
        settings.Select(item => item.GetMetadata(metadata)).FirstOrDefault(value => value.Length > 0) ?? fallback;
}
