using EnvBuild.Definitions.Bases;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>The base, and who manages what lies over it.</summary>
internal static class BaseChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        if (environment.Base is { Kind: BaseKind.Registry } image && RegistryReference.IsFloating(image.Canonical))
        {
            sink.ReportAt(DiagnosticCatalog.FloatingImage, image.Location, image.Text);
        }

        var hasPackages = !environment.CondaPackages.IsEmpty || !environment.Pip.IsEmpty;
        if (environment.PackagesManagedBy == PackagesManagedBy.User && hasPackages)
        {
            sink.ReportAt(DiagnosticCatalog.PackagesNotInstalled, draft.CondaLocation ?? draft.PipLocation);
        }

        var others = environment.Platforms.Where(platform => !platform.StartsWith("linux-", StringComparison.Ordinal));
        foreach (var platform in others)
        {
            var location = draft.Places.GetValueOrDefault("platforms/" + platform);
            sink.ReportAt(DiagnosticCatalog.PlatformWithoutImage, location, platform);
        }
    }
}
