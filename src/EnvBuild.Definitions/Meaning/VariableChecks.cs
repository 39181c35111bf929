using System.Text.RegularExpressions;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>Environment variables.</summary>
internal static partial class VariableChecks
{
    public static void Report(Environment environment, DefinitionDraft draft, DiagnosticSink sink)
    {
        foreach (var (name, value) in environment.Variables)
        {
            var location = draft.Places.GetValueOrDefault("variables/" + name);
            if (name.Length == 0 || name.AsSpan().IndexOfAny('=', '\0') >= 0)
            {
                sink.ReportAt(DiagnosticCatalog.VariableName, location, name);
            }
            else if (SecretNameRegex().IsMatch(name) && value.Length > 0 && value[0] is not ('$' or '{'))
            {
                sink.ReportAt(DiagnosticCatalog.VariableLooksSecret, location, name);
            }
        }
    }

    [GeneratedRegex(
        "PASSWORD|PASSWD|SECRET|(^|_)TOKEN$|API_?KEY|ACCESS_?KEY|ACCOUNT_?KEY|CONNECTION_?STRING|CREDENTIAL|(^|_)PAT$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretNameRegex();
}
