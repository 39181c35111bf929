using System.Globalization;
using System.Text.RegularExpressions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Builds;

/// <summary>Knows which instruction runs, tells its output, and makes the diagnostic when it fails.</summary>
internal sealed partial class BuildProgress(BuildPlan plan, IReporter reporter, SecretMask mask)
{
    private const string Activity = "Running steps";
    private const int LongestInstruction = 200;
    private readonly OutputTail _tail = new();
    private int _current = -1;

    // As the user counts: what was put in front is no step.
    private int Number => _current + 1 - plan.Added;

    private int Total => plan.Instructions.Length - plan.Added;

    /// <summary>Takes note that an instruction begins.</summary>
    /// <param name="text">As the engine prints it.</param>
    /// <param name="number">Its number as the engine counts.</param>
    public void Begin(string text, int number)
    {
        var next = _current + 1;
        while (next < plan.Instructions.Length && !plan.Instructions[next].Instruction.IsPrintedAs(text))
        {
            next++;
        }

        _current = next < plan.Instructions.Length ? next : Math.Clamp(number - 1, 0, plan.Instructions.Length - 1);
        _tail.Clear();
        var shown = Shorten(mask.Hide(text));
        if (Number > 0)
        {
            reporter.Detail($"[{Number}/{Total}] {shown}");
        }

        reporter.Progress(new ProgressUpdate(Activity, shown, Math.Max(0, Number - 1), Total, "steps"));
    }

    /// <summary>Takes note of a line of output.</summary>
    public void Output(string line)
    {
        var hidden = mask.Hide(line);
        _tail.Add(hidden);
        reporter.Detail($"[{Math.Max(0, Number)}/{Total}] {hidden}");
    }

    /// <summary>All is done.</summary>
    public void Finish() => reporter.Progress(new ProgressUpdate(Activity, null, Total, Total, "steps"));

    /// <summary>The diagnostic for a failure.</summary>
    /// <param name="message">What the engine says.</param>
    /// <param name="code">Exit code; 0 if the engine does not say it.</param>
    public EnvBuildException Fail(string message, int code)
    {
        var reason = mask.Hide(message.ReplaceLineEndings(" ").Trim());
        if (SyntaxError().Match(reason) is { Success: true } syntax)
        {
            var line = int.Parse(syntax.Groups["line"].Value, CultureInfo.InvariantCulture);
            return DiagnosticCatalog.DockerfileInvalid.Exception(
                plan.LocationOf(line), syntax.Groups["problem"].Value.TrimEnd('.'));
        }

        if (UnknownInstruction().Match(reason) is { Success: true } unknown)
        {
            return DiagnosticCatalog.DockerfileInvalid.Exception(
                _current < 0 ? plan.FileLocation : plan.Instructions[_current].Location ?? plan.FileLocation,
                $"unknown instruction {unknown.Groups["name"].Value}");
        }

        if (_current < 0)
        {
            return DiagnosticCatalog.DockerfileInvalid.Exception(plan.FileLocation, reason.TrimEnd('.'));
        }

        var (instruction, location) = plan.Instructions[_current];
        if (instruction.Keyword == "FROM")
        {
            var name = instruction.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var second, ..]
                ? second
                : instruction.Text;
            return DiagnosticCatalog.EngineBaseUnavailable.Exception(
                location ?? plan.FileLocation, name, reason.TrimEnd('.'));
        }

        var exitCode = code != 0 ? code : ExitCodeIn(reason);
        var text = Shorten(mask.Hide(instruction.Text));
        return exitCode is { } value
            ? DiagnosticCatalog.StepFailed.Exception(
                location, Number, Total, text, value, _tail)
            : DiagnosticCatalog.StepImpossible.Exception(
                location, Number, Total, text, $"{reason.TrimEnd('.')}.");
    }

    private static int? ExitCodeIn(string message) =>
        ExitCode().Match(message) is { Success: true } match
        && int.TryParse(match.Groups["code"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;

    private static string Shorten(string text) =>
        text.Length <= LongestInstruction ? text : $"{text[..LongestInstruction]}…";

    [GeneratedRegex(@"(?:exit status|exit code:?|non-zero code:)\s+(?<code>[0-9]{1,9})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExitCode();

    // Podman says so only when it comes to the instruction.
    [GeneratedRegex(@"unknown instruction: ""?(?<name>[A-Z]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex UnknownInstruction();

    [GeneratedRegex(@"(?:dockerfile parse error (?:on )?line|Dockerfile parse error line) (?<line>[0-9]{1,9}): (?<problem>.+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SyntaxError();
}
