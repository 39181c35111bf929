using System.Collections.Immutable;

namespace EnvBuild.Solving;

public sealed partial class PackageSolver
{
    private readonly List<(int First, int Second)> _pairs = [];

    /// <summary>Remembers a pair as an origin of what is learned; pairs have negative numbers from -2 down.</summary>
    private void NoteOrigin(int first, int second)
    {
        if (_traces)
        {
            _pairs.Add((first, second));
            _origins.Add(-1 - _pairs.Count);
        }
    }

    private int OriginOfFact(int literal)
    {
        // A literal of level 0 has reasons of its own; they are followed when the core is drawn.
        _pairs.Add((Assignment.Not(literal), -1));
        return -1 - _pairs.Count;
    }

    /// <summary>The facts behind a conflict that no choice can mend.</summary>
    private ImmutableArray<SolverFact> TraceCore(Conflict conflict)
    {
        if (!_traces)
        {
            return [];
        }

        var facts = new HashSet<SolverFact>();
        var literals = new Stack<int>();
        var clauses = new Stack<int>();
        var (seenVariables, seenClauses) = (new HashSet<int>(), new HashSet<int>());
        if (conflict.Clause >= 0)
        {
            clauses.Push(conflict.Clause);
            PushAll(literals, _clauses[conflict.Clause]);
        }
        else
        {
            AddPair(facts, conflict.First, conflict.Second);
            PushAll(literals, [conflict.First, conflict.Second]);
        }

        foreach (var origin in _origins)
        {
            PushOrigin(origin, facts, literals, clauses);
        }

        while (literals.Count > 0 || clauses.Count > 0)
        {
            if (clauses.TryPop(out var clause))
            {
                TraceClause(clause, seenClauses, facts, literals, clauses);
            }
            else if (literals.TryPop(out var literal) && seenVariables.Add(literal >> 1))
            {
                TraceLiteral(literal, facts, literals, clauses);
            }
        }

        return [.. facts.Order(FactOrder)];
    }

    private static Comparer<SolverFact> FactOrder { get; } = Comparer<SolverFact>.Create((left, right) =>
        (left.Kind, left.Subject, left.Target).CompareTo((right.Kind, right.Subject, right.Target)));

    private void TraceClause(
        int clause, HashSet<int> seen, HashSet<SolverFact> facts, Stack<int> literals, Stack<int> clauses)
    {
        if (!seen.Add(clause))
        {
            return;
        }

        if (_clauses.RequirementOf(clause) is >= 0 and var requirement)
        {
            facts.Add(new SolverFact(SolverFactKind.Candidates, requirement, -1));
            return;
        }

        if (_conditionalFacts.TryGetValue(clause, out var fact))
        {
            facts.Add(fact);
            return;
        }

        foreach (var origin in _clauses.OriginsOf(clause) ?? [])
        {
            PushOrigin(origin, facts, literals, clauses);
        }
    }

    private void PushOrigin(int origin, HashSet<SolverFact> facts, Stack<int> literals, Stack<int> clauses)
    {
        if (origin >= 0)
        {
            clauses.Push(origin >> 1);
            return;
        }

        var (first, second) = _pairs[-2 - origin];
        if (second < 0)
        {
            literals.Push(first);
        }
        else
        {
            AddPair(facts, first, second);
        }
    }

    private void TraceLiteral(int literal, HashSet<SolverFact> facts, Stack<int> literals, Stack<int> clauses)
    {
        var variable = literal >> 1;
        var reason = _assignment.ReasonOf(literal);
        if (_assignment.ValueOf(literal) == 0)
        {
            return;
        }

        if (reason == Assignment.NoReason)
        {
            AddGiven(facts, variable);
        }
        else if ((reason & 1) == 0)
        {
            clauses.Push(reason >> 1);
            PushAll(literals, _clauses[reason >> 1]);
        }
        else
        {
            var itself = _assignment.ValueOf(literal) > 0 ? literal : Assignment.Not(literal);
            AddPair(facts, Assignment.Not(reason >> 1), itself);
            literals.Push(reason >> 1);
        }
    }

    private void AddGiven(HashSet<SolverFact> facts, int variable)
    {
        if (_assignment.LevelOf(Assignment.Positive(variable)) > 0)
        {
            return;
        }

        var kind = _variables.KindOf(variable) switch
        {
            VariableKind.Package => SolverFactKind.Installed,
            VariableKind.Requirement => SolverFactKind.Required,
            _ => SolverFactKind.Constrained,
        };
        facts.Add(new SolverFact(kind, _variables.IdOf(variable), -1));
    }

    /// <summary>A pair says: not this, or not that. Its kinds tell what it was made for.</summary>
    private void AddPair(HashSet<SolverFact> facts, int first, int second)
    {
        var (left, right) = (first >> 1, second >> 1);
        var (leftKind, rightKind) = (_variables.KindOf(left), _variables.KindOf(right));
        if (leftKind != VariableKind.Package && rightKind == VariableKind.Package)
        {
            (left, right, leftKind, rightKind) = (right, left, rightKind, leftKind);
        }

        var (subject, target) = (_variables.IdOf(left), _variables.IdOf(right));
        var fact = (leftKind, rightKind) switch
        {
            (VariableKind.Package, VariableKind.Package) =>
                new SolverFact(SolverFactKind.SameName, Math.Min(subject, target), Math.Max(subject, target)),
            (VariableKind.Package, VariableKind.Requirement) => new SolverFact(
                SolverFactKind.Requires, subject, target),
            (VariableKind.Package, VariableKind.Presence) => new SolverFact(SolverFactKind.Meets, subject, target),
            (VariableKind.Requirement, VariableKind.Switch) =>
                new SolverFact(SolverFactKind.SwitchesOn, subject, target),
            (VariableKind.Switch, VariableKind.Requirement) =>
                new SolverFact(SolverFactKind.SwitchesOn, target, subject),
            (VariableKind.Package, _) when IsForbidding(first, second) =>
                new SolverFact(SolverFactKind.Forbids, target, subject),
            (VariableKind.Package, _) => new SolverFact(SolverFactKind.Constrains, subject, target),
            _ => new SolverFact(SolverFactKind.Required, subject, -1),
        };
        facts.Add(fact);
    }

    /// <summary>
    /// Both literals negated: the constraint excludes the package; else the package brings the constraint.
    /// </summary>
    private static bool IsForbidding(int first, int second) => (first & 1) == 1 && (second & 1) == 1;

    private static void PushAll(Stack<int> stack, ReadOnlySpan<int> literals)
    {
        foreach (var literal in literals)
        {
            stack.Push(literal);
        }
    }
}
