namespace EnvBuild.Solving;

public sealed partial class PackageSolver
{
    private readonly List<(int Literal, int Reason, int Level)> _late = [];
    private readonly Queue<Conflict> _pendingConflicts = new();

    private void AddFact(int variable)
    {
        var literal = Assignment.Positive(variable);
        var value = _assignment.ValueOf(literal);
        if (value == 0)
        {
            Imply(literal, Assignment.NoReason, level: 0);
        }
        else if (value < 0)
        {
            _pendingConflicts.Enqueue(Conflict.OfPair(literal, literal));
        }
    }

    private void AddImplication(int cause, int effect)
    {
        _clauses.AddImplication(cause, effect);
        var (causeValue, effectValue) = (_assignment.ValueOf(cause), _assignment.ValueOf(effect));
        if (causeValue > 0 && effectValue < 0)
        {
            _pendingConflicts.Enqueue(Conflict.OfPair(Assignment.Not(cause), effect));
        }
        else if (causeValue > 0)
        {
            ImplyOrKeep(effect, Assignment.OfCause(cause), _assignment.LevelOf(cause));
        }
        else if (effectValue < 0)
        {
            ImplyOrKeep(
                Assignment.Not(cause), Assignment.OfCause(Assignment.Not(effect)), _assignment.LevelOf(effect));
        }
    }

    /// <summary>
    /// Assigns what follows from a level on; what is true already, by a later choice, stays true when that is taken back.
    /// </summary>
    private void ImplyOrKeep(int literal, int reason, int level)
    {
        if (_assignment.ValueOf(literal) == 0)
        {
            Imply(literal, reason, level);
        }
        else if (level < _assignment.LevelOf(literal))
        {
            _late.Add((literal, reason, level));
        }
    }

    /// <summary>Adds a clause whose first literal, the negated requirement, is open.</summary>
    private void AddRequirementClause(int[] literals, int requirement)
    {
        var level = 0;
        for (var i = 1; i < literals.Length; i++)
        {
            if (_assignment.ValueOf(literals[i]) >= 0)
            {
                (literals[1], literals[i]) = (literals[i], literals[1]);
                _clauses.Add(literals, requirement, origins: null);
                return;
            }

            // Of false literals the latest is watched: it is the first to become open again.
            if (_assignment.LevelOf(literals[i]) > _assignment.LevelOf(literals[1]))
            {
                (literals[1], literals[i]) = (literals[i], literals[1]);
            }

            level = Math.Max(level, _assignment.LevelOf(literals[i]));
        }

        level = literals.Length == 1 ? 0 : Math.Max(level, _assignment.LevelOf(literals[1]));
        var clause = _clauses.Add(literals, requirement, origins: null);
        Imply(literals[0], Assignment.OfClause(clause), level);
    }

    /// <summary>
    /// Assigns what follows from a clause that is new. It may follow at a lower level already; then it is assigned
    /// again whenever choices are taken back down to that level.
    /// </summary>
    private void Imply(int literal, int reason, int level)
    {
        Assign(literal, reason);
        if (level < _assignment.Level)
        {
            _late.Add((literal, reason, level));
        }
    }

    private void RestoreLateImplications(int level)
    {
        var kept = 0;
        for (var i = 0; i < _late.Count; i++)
        {
            var (literal, reason, itsLevel) = _late[i];
            if (itsLevel <= level && _assignment.ValueOf(literal) == 0)
            {
                Assign(literal, reason);
            }

            if (itsLevel < level)
            {
                _late[kept++] = _late[i];
            }
        }

        _late.RemoveRange(kept, _late.Count - kept);
    }

    private Conflict NextPendingConflict()
    {
        while (_pendingConflicts.TryDequeue(out var conflict))
        {
            if (IsFalse(conflict))
            {
                return conflict;
            }
        }

        return Conflict.None;
    }
}
