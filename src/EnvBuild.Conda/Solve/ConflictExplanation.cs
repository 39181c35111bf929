using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

/// <summary>Why a set cannot be solved.</summary>
/// <param name="Text">A short tree.</param>
/// <param name="Diagnostics">Errors at the places of the specs.</param>
internal sealed record ConflictExplanation(string Text, ImmutableArray<Diagnostic> Diagnostics)
{
    internal static ConflictExplanation Create(CondaPool pool, SolveRequest request, ImmutableArray<SolverFact> core)
    {
        var required =
            core.Where(fact => fact.Kind == SolverFactKind.Required).Select(fact => fact.Subject).ToHashSet();
        var asked =
            request.Specs.Where(requested => required.Contains(pool.RequirementOf(requested.Spec))).ToImmutableArray();
        if (asked.IsEmpty)
        {
            asked = request.Specs;
        }

        var tree = new ConflictTree(pool, core).Draw(asked, request.Constraints);
        var names = string.Join(", ", asked.Select(requested => $"'{requested}'").Distinct());
        var location = asked.Select(requested => requested.Location).FirstOrDefault(place => place is not null);
        var diagnostic = DiagnosticCatalog.Unsolvable.At(location, names, request.Platform, tree);
        return new ConflictExplanation(tree, [diagnostic]);
    }
}
