using EnvBuild.Building.Health;

namespace EnvBuild.Tool.Output;

/// <summary>
/// A check of <c>dotnet env doctor</c>. State is <c>ok</c>, <c>warning</c>, <c>error</c> or <c>skipped</c>; there is a fix
/// where it is not <c>ok</c>.
/// </summary>
internal sealed record DoctorCheckJson(string Topic, string Name, string State, string Finding, string? Fix)
{
    public static DoctorCheckJson From(HealthFinding finding) => new(
        finding.Topic, finding.Name, finding.State.ToString().ToLowerInvariant(), finding.Finding, finding.Fix);
}
