namespace EnvBuild.Solving;

/// <summary>
/// Values of the variables, in the order in which they came, with the reason of each. A literal is a variable times
/// two,
/// plus one if it is negated.
/// </summary>
internal sealed class Assignment
{
    /// <summary>Reason of decisions and of facts.</summary>
    internal const int NoReason = -1;

    private readonly List<int> _trail = [];
    private readonly List<int> _levelStarts = [];
    private sbyte[] _values = new sbyte[2048];
    private int[] _levels = new int[1024];
    private int[] _reasons = new int[1024];

    internal int Variables { get; private set; }

    internal int Level => _levelStarts.Count;

    internal int Count => _trail.Count;

    internal int this[int position] => _trail[position];

    /// <summary>First literal that is not yet propagated.</summary>
    internal int Pending { get; set; }

    internal static int Positive(int variable) => variable << 1;

    internal static int Negative(int variable) => (variable << 1) | 1;

    internal static int Not(int literal) => literal ^ 1;

    internal static int VariableOf(int literal) => literal >> 1;

    /// <summary>Reason: a clause of three or more literals.</summary>
    internal static int OfClause(int clause) => clause << 1;

    /// <summary>Reason: a pair of literals, of which one is given and is true in the negated form.</summary>
    internal static int OfCause(int causeLiteral) => (causeLiteral << 1) | 1;

    internal int NewVariable()
    {
        if (Variables == _levels.Length)
        {
            Array.Resize(ref _values, Variables * 4);
            Array.Resize(ref _levels, Variables * 2);
            Array.Resize(ref _reasons, Variables * 2);
        }

        return Variables++;
    }

    /// <summary>1 for true, -1 for false, 0 for open.</summary>
    internal int ValueOf(int literal) => _values[literal];

    internal int LevelOf(int literal) => _levels[literal >> 1];

    internal int ReasonOf(int literal) => _reasons[literal >> 1];

    internal void StartLevel() => _levelStarts.Add(_trail.Count);

    internal void Assign(int literal, int reason)
    {
        var variable = literal >> 1;
        _values[literal] = 1;
        _values[literal ^ 1] = -1;
        _levels[variable] = _levelStarts.Count;
        _reasons[variable] = reason;
        _trail.Add(literal);
    }

    /// <summary>Takes back everything above a level; tells the literals from the last to the first.</summary>
    internal void BackTo(int level, Action<int> undone)
    {
        var start = _levelStarts[level];
        for (var i = _trail.Count - 1; i >= start; i--)
        {
            _values[_trail[i]] = 0;
            _values[_trail[i] ^ 1] = 0;
            undone(_trail[i]);
        }

        _trail.RemoveRange(start, _trail.Count - start);
        _levelStarts.RemoveRange(level, _levelStarts.Count - level);
        Pending = Math.Min(Pending, _trail.Count);
    }
}
