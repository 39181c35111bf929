using System.Text.RegularExpressions;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>Names and versions, as Azure ML and image references permit them.</summary>
internal static partial class NameChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        ReportVersion(environment, draft, sink);
        if (environment.Name is { } name && !PlaceholderText.IsIn(name))
        {
            ReportName(name, environment.Dialect, draft.Places.GetValueOrDefault("name"), sink);
        }
    }

    private static void ReportVersion(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        if (environment.Version is { } version && ReservedTagRegex().IsMatch(ImageName.ForTag(version)))
        {
            var location = draft.Places.GetValueOrDefault("version");
            sink.ReportAt(DiagnosticCatalog.VersionReserved, location, version);
        }
    }

    private static void ReportName(
        string name, DefinitionDialect dialect, SourceLocation? location, DiagnosticSink sink)
    {
        var repository = ImageName.ForRepository(name);
        if (repository != name)
        {
            sink.ReportAt(DiagnosticCatalog.NameAdapted, location, name, repository);
        }

        if (dialect is not DefinitionDialect.AzureML)
        {
            return;
        }

        if (!NameRegex().IsMatch(name))
        {
            sink.ReportAt(DiagnosticCatalog.NameInvalid, location, name);
        }
        else if (IsReserved(name))
        {
            sink.ReportAt(DiagnosticCatalog.NameReserved, location, name);
        }
    }

    private static bool IsReserved(string name) =>
        name.StartsWith("AzureML-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Microsoft", StringComparison.OrdinalIgnoreCase);

    // 'latest' and the tag of a fingerprint are set by every build.
    [GeneratedRegex(@"^(latest|env-[0-9a-f]{12})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReservedTagRegex();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}\z")]
    private static partial Regex NameRegex();
}
