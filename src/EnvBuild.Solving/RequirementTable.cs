namespace EnvBuild.Solving;

/// <summary>The requirements that came into question, with the variables of their candidates, the best first.</summary>
internal sealed class RequirementTable
{
    private int[]?[] _candidates = new int[256][];
    private int[] _fulfilledBy = new int[256];
    private int[] _rounds = new int[256];
    private int _round;

    internal int Count { get; private set; }

    internal ReadOnlySpan<int> CandidatesOf(int requirement) => _candidates[requirement];

    /// <summary>The candidate that was chosen when somebody looked last; it may be none any more.</summary>
    internal ref int FulfilledBy(int requirement) => ref _fulfilledBy[requirement];

    internal void Add(int requirement, int[] candidates)
    {
        if (requirement >= _candidates.Length)
        {
            var length = Math.Max(requirement + 1, _candidates.Length * 2);
            Array.Resize(ref _candidates, length);
            Array.Resize(ref _fulfilledBy, length);
            Array.Resize(ref _rounds, length);
        }

        _candidates[requirement] = candidates;
        _fulfilledBy[requirement] = candidates.Length == 0 ? -1 : candidates[0];
        Count++;
    }

    /// <summary>Starts a round in which each requirement is looked at once.</summary>
    internal void StartRound() => _round++;

    /// <summary>Whether a requirement was not looked at in this round.</summary>
    internal bool IsFirstInRound(int requirement)
    {
        ref var round = ref _rounds[requirement];
        var isFirst = round != _round;
        round = _round;
        return isFirst;
    }
}
