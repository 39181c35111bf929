using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Containers;

/// <summary>Chooses the environment that a container of .NET is put on.</summary>
internal static class ContainerBaseChoice
{
    /// <summary>The images of the environment that the project means, one for each runtime identifier.</summary>
    /// <param name="images">The <c>EnvironmentImage</c> items after the push.</param>
    /// <param name="wanted"><c>true</c>, or name or definition of an environment.</param>
    /// <param name="runtimes">Runtime identifiers of the container.</param>
    /// <param name="projectFile">Absolute path of the project.</param>
    /// <exception cref="EnvBuildException">
    /// ENV0106: it does not name one environment that was pushed. ENV0107: there is no image for a runtime identifier.
    /// </exception>
    public static ImmutableArray<ITaskItem> Choose(
        IReadOnlyList<ITaskItem> images, string wanted, IReadOnlyList<string> runtimes, string projectFile)
    {
        var place = new SourceLocation(projectFile);
        var candidates = images
            .Where(image => image.GetMetadata("RegistryDigestReference").Length > 0)
            .GroupBy(image => image.GetMetadata("Definition"), StringComparer.Ordinal)
            .ToImmutableArray();
        var matches = candidates.Where(candidate => Matches(candidate, wanted, projectFile)).ToImmutableArray();
        if (matches is not [var chosen])
        {
            var names = string.Join(", ", candidates.Select(NameOf).Order(StringComparer.Ordinal));
            throw DiagnosticCatalog.ContainerBaseUnknown.Exception(place, wanted, names.Length == 0 ? "none" : names);
        }

        return [.. runtimes.Select(runtime => ImageFor(chosen, runtime, place))];
    }

    private static bool Matches(IGrouping<string, ITaskItem> candidate, string wanted, string projectFile) =>
        wanted.Equals("true", StringComparison.OrdinalIgnoreCase)
        || NameOf(candidate) == wanted
        || candidate.Key == Path.GetFullPath(wanted, Path.GetDirectoryName(projectFile)!);

    private static string NameOf(IGrouping<string, ITaskItem> candidate) => candidate.First().GetMetadata("Name");

    private static ITaskItem ImageFor(IGrouping<string, ITaskItem> chosen, string runtime, SourceLocation place)
    {
        var subdir = RuntimeIdentifiers.ToSubdir(runtime);
        return chosen.FirstOrDefault(image => image.GetMetadata("Platform") == subdir)
            ?? throw DiagnosticCatalog.ContainerBasePlatformMissing.Exception(
                place,
                NameOf(chosen),
                runtime,
                string.Join(", ", chosen.Select(image => image.GetMetadata("Platform"))));
    }
}
