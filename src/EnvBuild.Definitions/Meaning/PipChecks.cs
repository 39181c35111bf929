using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>What pip packages need beside them.</summary>
internal static class PipChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        if (draft.PipLocation is not { } location || environment.Pip.Requirements.IsEmpty)
        {
            return;
        }

        if (!Asks(environment, "python"))
        {
            sink.ReportAt(DiagnosticCatalog.PythonNotListed, location);
        }

        if (!Asks(environment, "pip"))
        {
            sink.ReportAt(DiagnosticCatalog.PipNotListed, location);
        }

        var unpinned = environment.Pip.Requirements
            .Where(requirement => requirement.Requirement is { Url: null, Specifiers.IsAny: true })
            .ToList();
        if (unpinned.Count > 0)
        {
            sink.ReportAt(
                DiagnosticCatalog.UnpinnedPackages,
                unpinned[0].Location,
                string.Join(
                    ", ",
                    unpinned.Select(requirement => requirement.Requirement!.Name).Distinct(StringComparer.Ordinal)));
        }
    }

    private static bool Asks(Environment environment, string name) =>
        environment.CondaPackages.Any(package => package.Spec.Name == name)
        || environment.Placeholders.Any(placeholder => placeholder.Text.StartsWith(name, StringComparison.Ordinal));
}
