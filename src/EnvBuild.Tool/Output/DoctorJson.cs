using System.Collections.Immutable;
using EnvBuild.Building.Health;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env doctor</c>. It is healthy if no check has the state <c>error</c>.</summary>
internal sealed record DoctorJson(bool Healthy, DoctorCheckJson[] Checks)
{
    public static DoctorJson From(ImmutableArray<HealthFinding> findings) => new(
        findings.All(finding => finding.State != HealthState.Error),
        [.. findings.Select(DoctorCheckJson.From)]);
}
