namespace EnvBuild.Solving;

/// <summary>
/// Clauses and who watches them. Pairs are kept as implications, longer clauses are watched at two literals.
/// </summary>
internal sealed class ClauseStore
{
    private readonly List<int[]> _clauses = [];
    private readonly List<int> _requirements = [];
    private readonly List<int[]?> _origins = [];
    private IntList[] _implied = new IntList[2048];
    private IntList[] _watches = new IntList[2048];

    internal int Count => _clauses.Count;

    internal int[] this[int clause] => _clauses[clause];

    /// <summary>Literals that are true where a literal is.</summary>
    internal Span<int> ImpliedBy(int literal) => _implied[literal].Items;

    /// <summary>Clauses that watch a literal, each followed by a literal that makes it true if it is true.</summary>
    internal ref IntList WatchesOf(int literal) => ref _watches[literal];

    /// <summary>The requirement that a clause spells out; -1 for a learned clause.</summary>
    internal int RequirementOf(int clause) => _requirements[clause];

    /// <summary>
    /// What a learned clause was learned from, as reasons; <see langword="null"/> where nobody asked.
    /// </summary>
    internal int[]? OriginsOf(int clause) => _origins[clause];

    internal void Reserve(int variables)
    {
        if (variables * 2 > _implied.Length)
        {
            var length = Math.Max(_implied.Length * 2, variables * 2);
            Array.Resize(ref _implied, length);
            Array.Resize(ref _watches, length);
        }
    }

    internal void AddImplication(int cause, int effect)
    {
        _implied[cause].Add(effect);
        _implied[effect ^ 1].Add(cause ^ 1);
    }

    /// <summary>Adds a clause of any length; the first two literals are watched.</summary>
    internal int Add(int[] literals, int requirement, int[]? origins)
    {
        var clause = _clauses.Count;
        _clauses.Add(literals);
        _requirements.Add(requirement);
        _origins.Add(origins);
        if (literals.Length > 1)
        {
            Watch(literals[0], clause, literals[1]);
            Watch(literals[1], clause, literals[0]);
        }

        return clause;
    }

    internal void Watch(int literal, int clause, int blocker)
    {
        ref var watches = ref _watches[literal];
        watches.Add(clause);
        watches.Add(blocker);
    }
}
