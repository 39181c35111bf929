namespace EnvBuild.Solving;

public sealed partial class PackageSolver
{
    private readonly List<int> _learned = [];
    private readonly List<int> _origins = [];
    private bool[] _seen = [];

    /// <summary>
    /// Learns from a conflict the clause of its first unique implication point, and takes choices back until the clause
    /// says something new.
    /// </summary>
    /// <returns>Whether there is a way on; if not, the problem has no solution.</returns>
    private bool TryLearn(Conflict conflict)
    {
        _conflicts++;
        while (true)
        {
            var level = HighestLevel(conflict);
            if (level == 0)
            {
                return false;
            }

            BackTo(level);
            if (!IsFalse(conflict))
            {
                return true;
            }

            Analyze(conflict);
            _names.DecayAll();
            if (_learned.Count == 0)
            {
                return false;
            }

            var backLevel = MoveSecondHighestForward();
            BackTo(backLevel);
            var clause = _clauses.Add([.. _learned], -1, _traces ? [.. _origins] : null);
            if (_assignment.ValueOf(_learned[0]) == 0)
            {
                Assign(_learned[0], Assignment.OfClause(clause));
                return true;
            }

            conflict = Conflict.OfClause(clause);
        }
    }

    private void Analyze(Conflict conflict)
    {
        _learned.Clear();
        _origins.Clear();
        _learned.Add(-1);
        if (_seen.Length < _assignment.Variables)
        {
            Array.Resize(ref _seen, Math.Max(1024, _assignment.Variables * 2));
        }

        var open = 0;
        if (conflict.Clause >= 0)
        {
            open += VisitClause(conflict.Clause, skip: -1);
        }
        else
        {
            open += Visit(conflict.First) + (conflict.Second == conflict.First ? 0 : Visit(conflict.Second));
            NoteOrigin(conflict.First, conflict.Second);
        }

        var position = _assignment.Count;
        while (true)
        {
            var literal = NextSeen(ref position);
            open--;
            if (open == 0)
            {
                _learned[0] = Assignment.Not(literal);
                _seen[literal >> 1] = false;
                break;
            }

            _seen[literal >> 1] = false;
            open += VisitReason(literal);
        }

        foreach (var literal in _learned)
        {
            _seen[literal >> 1] = false;
            var name = _names.NameOf(literal >> 1);
            if (name >= 0)
            {
                _names.Bump(name);
            }
        }
    }

    private int NextSeen(ref int position)
    {
        do
        {
            position--;
        }
        while (!_seen[_assignment[position] >> 1]);

        return _assignment[position];
    }

    private int VisitReason(int literal)
    {
        var reason = _assignment.ReasonOf(literal);
        if (reason == Assignment.NoReason)
        {
            return 0;
        }

        if ((reason & 1) == 0)
        {
            return VisitClause(reason >> 1, literal >> 1);
        }

        NoteOrigin(Assignment.Not(reason >> 1), literal);
        return Visit(Assignment.Not(reason >> 1));
    }

    private int VisitClause(int clause, int skip)
    {
        if (_traces)
        {
            _origins.Add(Assignment.OfClause(clause));
        }

        var open = 0;
        foreach (var literal in _clauses[clause])
        {
            if (literal >> 1 != skip)
            {
                open += Visit(literal);
            }
        }

        return open;
    }

    /// <summary>Takes in a false literal; 1 if it is of the current level and has to be resolved.</summary>
    private int Visit(int literal)
    {
        var variable = literal >> 1;
        if (_seen[variable])
        {
            return 0;
        }

        var level = _assignment.LevelOf(literal);
        if (level == 0)
        {
            if (_traces)
            {
                _origins.Add(OriginOfFact(literal));
            }

            return 0;
        }

        _seen[variable] = true;
        if (level == _assignment.Level)
        {
            return 1;
        }

        _learned.Add(literal);
        return 0;
    }

    private int MoveSecondHighestForward()
    {
        if (_learned.Count == 1)
        {
            return 0;
        }

        var highest = 1;
        for (var i = 2; i < _learned.Count; i++)
        {
            if (_assignment.LevelOf(_learned[i]) > _assignment.LevelOf(_learned[highest]))
            {
                highest = i;
            }
        }

        (_learned[1], _learned[highest]) = (_learned[highest], _learned[1]);
        return _assignment.LevelOf(_learned[1]);
    }

    private int HighestLevel(Conflict conflict)
    {
        if (conflict.Clause < 0)
        {
            return Math.Max(_assignment.LevelOf(conflict.First), _assignment.LevelOf(conflict.Second));
        }

        var level = 0;
        foreach (var literal in _clauses[conflict.Clause])
        {
            level = Math.Max(level, _assignment.LevelOf(literal));
        }

        return level;
    }

    private bool IsFalse(Conflict conflict) => conflict.Clause < 0
        ? _assignment.ValueOf(conflict.First) < 0 && _assignment.ValueOf(conflict.Second) < 0
        : Array.TrueForAll(_clauses[conflict.Clause], literal => _assignment.ValueOf(literal) < 0);
}
