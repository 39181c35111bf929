using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Health;

/// <summary>Makes the findings of one topic.</summary>
/// <param name="Name">The topic.</param>
internal sealed record HealthTopic(string Name)
{
    public HealthFinding Ok(string name, string finding) => new(Name, name, HealthState.Ok, finding, null);

    public HealthFinding Warning(string name, string finding, string fix) =>
        new(Name, name, HealthState.Warning, finding, fix);

    public HealthFinding Error(string name, string finding, string fix) =>
        new(Name, name, HealthState.Error, finding, fix);

    public HealthFinding Skipped(string name, string finding, string fix) =>
        new(Name, name, HealthState.Skipped, finding, fix);

    /// <summary>A finding that a diagnostic tells: its own advice is the fix, else its page.</summary>
    public HealthFinding From(string name, HealthState state, Diagnostic diagnostic)
    {
        var parts = DiagnosticParts.Of(diagnostic);
        return new HealthFinding(
            Name, name, state, $"{diagnostic.Code}: {parts.Problem}", parts.Advice ?? $"See {diagnostic.Descriptor.HelpLink}");
    }
}
