using EnvBuild.Conda.Solve;

namespace EnvBuild.Tool.Output;

/// <summary>
/// Result of <c>dotnet env solve</c>. Status is <c>solved</c> or <c>unsatisfiable</c>; packages stand behind those that
/// they depend on; an explanation stands where there is no solution.
/// </summary>
internal sealed record SolveJson(
    string Status,
    SolvedPackageJson[] Packages,
    string? Explanation,
    DiagnosticJson[] Diagnostics)
{
    public static SolveJson From(SolveResult result) => new(
        result.IsSolved ? "solved" : "unsatisfiable",
        [.. result.Packages.Select(SolvedPackageJson.From)],
        result.Explanation ?? (result.IsSolved
            ? null
            : string.Join('\n', result.Diagnostics.Select(diagnostic => diagnostic.Message))),
        DiagnosticJson.From(result.Diagnostics));
}
