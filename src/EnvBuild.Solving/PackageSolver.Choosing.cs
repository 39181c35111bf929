using System.Collections.Immutable;

namespace EnvBuild.Solving;

public sealed partial class PackageSolver
{
    /// <summary>
    /// The next package to try: for what was asked for first, then for what chosen packages need, in the order in which
    /// these were read; a requirement that makes more trouble and leaves fewer candidates goes first.
    /// </summary>
    /// <returns>A literal, or -1 where every requirement is fulfilled.</returns>
    private int NextChoice()
    {
        var best = new Choice(-1, 0, int.MaxValue);
        Consider(_problem.Required, ref best);
        ConsiderConditional(NoPackage, ref best);
        if (best.Candidate >= 0)
        {
            return Assignment.Positive(best.Candidate);
        }

        foreach (var package in _names.ChosenInOrder)
        {
            Consider(_needs.GetValueOrDefault(package, []), ref best);
            ConsiderConditional(package, ref best);
        }

        return best.Candidate < 0 ? -1 : Assignment.Positive(best.Candidate);
    }

    private void Consider(ImmutableArray<int> requirements, ref Choice best)
    {
        foreach (var requirement in requirements)
        {
            var candidates = _source.CandidatesOf(requirement);
            var first = FirstOpen(candidates);
            if (first < 0)
            {
                continue;
            }

            var activity = _names.ActivityOf(_names.NameOf(first));
            if (best.Candidate >= 0 && activity <= best.Activity)
            {
                continue;
            }

            var count = best.Candidate < 0 && activity == 0 ? int.MaxValue - 1 : CountOpen(candidates);
            if (count < best.Count)
            {
                best = new Choice(first, activity, count);
            }
        }
    }

    /// <summary>The first candidate that is open; -1 if one is chosen.</summary>
    private int FirstOpen(ImmutableArray<int> candidates)
    {
        var first = -1;
        foreach (var candidate in candidates)
        {
            var variable = _variables.Find(VariableKind.Package, candidate);
            var value = _assignment.ValueOf(Assignment.Positive(variable));
            if (value > 0)
            {
                return -1;
            }

            first = first < 0 && value == 0 ? variable : first;
        }

        return first;
    }

    private int CountOpen(ImmutableArray<int> candidates)
    {
        var count = 0;
        foreach (var candidate in candidates)
        {
            var variable = _variables.Find(VariableKind.Package, candidate);
            count += _assignment.ValueOf(Assignment.Positive(variable)) == 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>A package that may be tried next.</summary>
    /// <param name="Candidate">Its variable, or -1.</param>
    /// <param name="Activity">How much trouble its name makes.</param>
    /// <param name="Count">How many others could be tried instead.</param>
    private readonly record struct Choice(int Candidate, double Activity, int Count);
}
