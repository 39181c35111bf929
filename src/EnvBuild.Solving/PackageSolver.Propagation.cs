namespace EnvBuild.Solving;

public sealed partial class PackageSolver
{
    /// <summary>Draws all conclusions; reads what newly chosen packages need, until nothing is new.</summary>
    private Conflict PropagateAndEncode()
    {
        while (true)
        {
            var conflict = Propagate();
            if (!conflict.IsNone)
            {
                return conflict;
            }

            if (!TryEncodeNext())
            {
                return conflict;
            }

            conflict = NextPendingConflict();
            if (!conflict.IsNone)
            {
                return conflict;
            }
        }
    }

    private Conflict Propagate()
    {
        while (_assignment.Pending < _assignment.Count)
        {
            var literal = _assignment[_assignment.Pending++];
            var conflict = PropagateImplications(literal);
            if (conflict.IsNone)
            {
                conflict = PropagateSameName(literal);
            }

            if (conflict.IsNone)
            {
                conflict = PropagateClauses(Assignment.Not(literal));
            }

            if (!conflict.IsNone)
            {
                return conflict;
            }
        }

        return Conflict.None;
    }

    private Conflict PropagateImplications(int literal)
    {
        foreach (var effect in _clauses.ImpliedBy(literal))
        {
            var value = _assignment.ValueOf(effect);
            if (value < 0)
            {
                return Conflict.OfPair(Assignment.Not(literal), effect);
            }

            if (value == 0)
            {
                Assign(effect, Assignment.OfCause(literal));
            }
        }

        return Conflict.None;
    }

    /// <summary>At most one package of a name.</summary>
    private Conflict PropagateSameName(int literal)
    {
        var variable = literal >> 1;
        if ((literal & 1) != 0 || _variables.KindOf(variable) != VariableKind.Package)
        {
            return Conflict.None;
        }

        foreach (var other in _names.MembersOf(_names.NameOf(variable)))
        {
            if (other == variable)
            {
                continue;
            }

            var forbidden = Assignment.Negative(other);
            var value = _assignment.ValueOf(forbidden);
            if (value < 0)
            {
                return Conflict.OfPair(Assignment.Not(literal), forbidden);
            }

            if (value == 0)
            {
                _assignment.Assign(forbidden, Assignment.OfCause(literal));
            }
        }

        return Conflict.None;
    }

    private Conflict PropagateClauses(int falseLiteral)
    {
        ref var watches = ref _clauses.WatchesOf(falseLiteral);
        var items = watches.Items;
        var kept = 0;
        for (var i = 0; i < items.Length; i += 2)
        {
            var (clause, blocker) = (items[i], items[i + 1]);
            if (_assignment.ValueOf(blocker) > 0)
            {
                (items[kept], items[kept + 1]) = (clause, blocker);
                kept += 2;
                continue;
            }

            var literals = _clauses[clause];
            if (literals[0] == falseLiteral)
            {
                (literals[0], literals[1]) = (literals[1], literals[0]);
            }

            var first = literals[0];
            if (_assignment.ValueOf(first) <= 0 && TryMoveWatch(literals, clause))
            {
                continue;
            }

            (items[kept], items[kept + 1]) = (clause, first);
            kept += 2;
            var value = _assignment.ValueOf(first);
            if (value == 0)
            {
                Assign(first, Assignment.OfClause(clause));
            }
            else if (value < 0)
            {
                items[(i + 2)..].CopyTo(items[kept..]);
                watches.Truncate(kept + items.Length - i - 2);
                return Conflict.OfClause(clause);
            }
        }

        watches.Truncate(kept);
        return Conflict.None;
    }

    private bool TryMoveWatch(int[] literals, int clause)
    {
        for (var i = 2; i < literals.Length; i++)
        {
            if (_assignment.ValueOf(literals[i]) >= 0)
            {
                (literals[1], literals[i]) = (literals[i], literals[1]);
                _clauses.Watch(literals[1], clause, literals[0]);
                return true;
            }
        }

        return false;
    }
}
