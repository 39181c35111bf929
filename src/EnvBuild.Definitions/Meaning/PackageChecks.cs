using EnvBuild.Definitions.Fingerprints;
using EnvBuild.Diagnostics;
using EnvBuild.Python;

namespace EnvBuild.Definitions.Meaning;

/// <summary>Packages that are asked for more than once.</summary>
internal static class PackageChecks
{
    public static void Report(Environment environment, DiagnosticSink sink)
    {
        var conda = new Dictionary<string, CondaRequirement>(StringComparer.Ordinal);
        foreach (var package in environment.CondaPackages)
        {
            if (!conda.TryAdd(package.Spec.Name, package))
            {
                ReportRepeated(conda[package.Spec.Name], package, sink);
            }
        }

        var names = conda.Keys.ToLookup(PackageName.Normalize, StringComparer.Ordinal);
        foreach (var requirement in environment.Pip.Requirements)
        {
            if (requirement.Requirement is { } named && names[named.NormalizedName].FirstOrDefault() is { } same)
            {
                sink.ReportAt(
                    DiagnosticCatalog.CondaAndPip, requirement.Location, named.Name, conda[same].Location.Span?.Line);
            }
        }
    }

    private static void ReportRepeated(CondaRequirement first, CondaRequirement second, DiagnosticSink sink)
    {
        var isSame = CanonicalSpec.Of(first.Spec) == CanonicalSpec.Of(second.Spec);
        var descriptor = isSame ? DiagnosticCatalog.PackageRepeated : DiagnosticCatalog.PackageAskedTwice;
        sink.ReportAt(descriptor, second.Location, second.Spec.Name, first.Location.Span?.Line, first.Text);
    }
}
