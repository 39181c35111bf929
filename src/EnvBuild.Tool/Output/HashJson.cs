using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EnvBuild.Building;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Tool.Output;

/// <summary>
/// One definition in the result of <c>dotnet env hash</c>; no fingerprint and no branches where it has errors.
/// </summary>
internal sealed record HashJson(
    string Path,
    string? Fingerprint,
    ImmutableSortedDictionary<string, string>? Branches,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    ImmutableSortedDictionary<string, ImmutableArray<string>>? Explanation,
    DiagnosticJson[] Diagnostics)
{
    public static HashJson From(
        string path,
        DefinitionReading reading,
        Func<Definitions.Environment, Definitions.Environment> complete,
        bool explain)
    {
        var diagnostics = DiagnosticJson.From(reading.Diagnostics);
        if (reading.Environment is not { } environment || reading.HasErrors)
        {
            return new HashJson(path, null, null, null, diagnostics);
        }

        try
        {
            var details = FingerprintDetails.Of(complete(environment));
            return new HashJson(path, details.Value, details.Branches, explain
                ? details.Explanation
                : null, diagnostics);
        }
        catch (EnvBuildException exception)
        {
            return new HashJson(path, null, null, null, [.. diagnostics, .. DiagnosticJson.From(exception.Diagnostics)]);
        }
    }
}
