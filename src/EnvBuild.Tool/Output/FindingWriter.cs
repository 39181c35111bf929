using System.Collections.Immutable;
using EnvBuild.Building.Health;

namespace EnvBuild.Tool.Output;

/// <summary>
/// Writes findings by topic: a symbol that needs no colour, the name of the check, what was found, and below it the fix.
/// </summary>
internal sealed class FindingWriter(TextWriter output, bool color)
{
    private const string Indent = "  ";
    private const string Reset = "\u001b[0m";

    /// <summary>Longest name that others are aligned with; addresses as names would push all text away.</summary>
    private const int WidestName = 24;

    public void Write(ImmutableArray<HealthFinding> findings)
    {
        var width = findings.Select(finding => finding.Name.Length).Where(length => length <= WidestName).Max();
        foreach (var topic in findings.GroupBy(finding => finding.Topic))
        {
            output.WriteLine(topic.Key);
            foreach (var finding in topic)
            {
                Write(finding, width);
            }
        }

        output.WriteLine();
        output.WriteLine(Summarize(findings));
    }

    private void Write(HealthFinding finding, int width)
    {
        var (symbol, paint) = finding.State switch
        {
            HealthState.Ok => ("✓", "\u001b[32m"),
            HealthState.Warning => ("!", "\u001b[33m"),
            HealthState.Error => ("✗", "\u001b[31m"),
            _ => ("-", "\u001b[36m"),
        };
        var shown = color ? paint + symbol + Reset : symbol;
        output.WriteLine($"{Indent}{shown} {finding.Name.PadRight(width)}{Indent}{finding.Finding}");
        if (finding.Fix is { } fix)
        {
            output.WriteLine($"{Indent}{Indent}{new string(' ', width)}{Indent}→ {fix}");
        }
    }

    private static string Summarize(ImmutableArray<HealthFinding> findings)
    {
        var errors = findings.Count(finding => finding.State == HealthState.Error);
        var warnings = findings.Count(finding => finding.State == HealthState.Warning);
        return (errors, warnings) switch
        {
            (0, 0) => "All is well.",
            (0, _) => $"No errors, {Count(warnings, "warning")}.",
            _ => $"{Count(errors, "error")}, {Count(warnings, "warning")}.",
        };
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
