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
        _requirements.StartRound();
        Consider(_problem.Required.AsSpan(), ref best);
        ConsiderConditional(NoPackage, ref best);
        if (best.Candidate >= 0)
        {
            return Assignment.Positive(best.Candidate);
        }

        foreach (var package in _names.ChosenInOrder)
        {
            Consider(_needs[package].AsSpan(), ref best);
            ConsiderConditional(package, ref best);
        }

        return best.Candidate < 0 ? -1 : Assignment.Positive(best.Candidate);
    }

    private void Consider(ReadOnlySpan<int> requirements, ref Choice best)
    {
        foreach (var requirement in requirements)
        {
            var first = _requirements.IsFirstInRound(requirement) ? FirstOpen(requirement) : -1;
            if (first < 0)
            {
                continue;
            }

            var activity = _names.ActivityOf(_names.NameOf(first));
            if (best.Candidate >= 0 && activity <= best.Activity)
            {
                continue;
            }

            var count = best.Candidate < 0 && activity == 0 ? int.MaxValue - 1 : CountOpen(requirement);
            if (count < best.Count)
            {
                best = new Choice(first, activity, count);
            }
        }
    }

    /// <summary>The first candidate that is open; -1 if one is chosen.</summary>
    private int FirstOpen(int requirement)
    {
        ref var fulfilledBy = ref _requirements.FulfilledBy(requirement);
        if (fulfilledBy >= 0 && _assignment.ValueOf(Assignment.Positive(fulfilledBy)) > 0)
        {
            return -1;
        }

        var first = -1;
        foreach (var candidate in _requirements.CandidatesOf(requirement))
        {
            var value = _assignment.ValueOf(Assignment.Positive(candidate));
            if (value > 0)
            {
                fulfilledBy = candidate;
                return -1;
            }

            first = first < 0 && value == 0 ? candidate : first;
        }

        return first;
    }

    private int CountOpen(int requirement)
    {
        var count = 0;
        foreach (var candidate in _requirements.CandidatesOf(requirement))
        {
            count += _assignment.ValueOf(Assignment.Positive(candidate)) == 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>A package that may be tried next.</summary>
    /// <param name="Candidate">Its variable, or -1.</param>
    /// <param name="Activity">How much trouble its name makes.</param>
    /// <param name="Count">How many others could be tried instead.</param>
    private readonly record struct Choice(int Candidate, double Activity, int Count);
}
