using System.Text.RegularExpressions;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>Channels and versions of conda packages.</summary>
internal static partial class CondaChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        if (!environment.CondaPackages.IsEmpty && environment.Channels.IsEmpty)
        {
            sink.ReportAt(DiagnosticCatalog.NoChannels, draft.CondaLocation ?? environment.CondaPackages[0].Location);
        }

        var unpinned = environment.CondaPackages.Where(
            package => package.Spec is { Version: null, Url: null }).ToList();
        if (unpinned.Count > 0)
        {
            sink.ReportAt(
                DiagnosticCatalog.UnpinnedPackages,
                unpinned[0].Location,
                string.Join(", ", unpinned.Select(package => package.Spec.Name).Distinct(StringComparer.Ordinal)));
        }

        foreach (var package in environment.CondaPackages.Where(package => !package.Spec.Ignored.IsEmpty))
        {
            sink.ReportAt(
                DiagnosticCatalog.SpecPartIgnored,
                package.Location,
                string.Join(", ", package.Spec.Ignored),
                package.Text);
        }

        foreach (var package in environment.CondaPackages.Where(package => package.Spec.Namespace is not null))
        {
            sink.ReportAt(DiagnosticCatalog.SpecPartIgnored, package.Location, package.Spec.Namespace, package.Text);
        }

        foreach (var package in environment.CondaPackages.Where(package => NumberRegex().IsMatch(package.Text)))
        {
            sink.ReportAt(DiagnosticCatalog.PackageIsNumber, package.Location, package.Text);
        }
    }

    [GeneratedRegex(@"^[0-9][0-9._]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberRegex();
}
