using System.Text.RegularExpressions;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>Names, as Azure ML permits them.</summary>
internal static partial class NameChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        var location = draft.Places.GetValueOrDefault("name");
        if (environment is not { Dialect: DefinitionDialect.AzureML, Name: { } name } || PlaceholderText.IsIn(name))
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

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}\z")]
    private static partial Regex NameRegex();
}
