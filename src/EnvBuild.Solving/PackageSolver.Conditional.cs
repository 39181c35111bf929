using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <content>
/// What counts under conditions is a clause: not the package, or not one of the conditions, or the requirement. A
/// condition has a variable of its own, which follows from every package that fulfils it and never from anything else,
/// so that it is false where nobody made it true.
/// </content>
public sealed partial class PackageSolver
{
    /// <summary>Stands for the problem itself where a package could stand.</summary>
    private const int NoPackage = -1;

    private readonly Dictionary<int, int[]> _conditionalRequirements = [];
    private readonly Dictionary<int, SolverFact> _conditionalFacts = [];

    private void EncodeConditional(ImmutableArray<ConditionalNeed> needs, int package)
    {
        if (needs.IsEmpty)
        {
            return;
        }

        _conditionalRequirements[package] =
            [.. needs.Where(need => !need.IsConstraint).Select(need => need.Subject).Distinct()];
        foreach (var need in needs)
        {
            var subject = need.IsConstraint ? ConstraintVariable(need.Subject) : RequirementVariable(need.Subject);
            var literals = need.Conditions.Select(condition => Assignment.Negative(VariableOf(condition)))
                .Append(Assignment.Positive(subject));
            AddClause(
                [.. package == NoPackage ? literals : literals.Prepend(Assignment.Negative(package))],
                FactOf(need, package));
        }
    }

    private SolverFact FactOf(ConditionalNeed need, int package)
    {
        if (package == NoPackage)
        {
            return new SolverFact(
                need.IsConstraint ? SolverFactKind.Constrained : SolverFactKind.Required, need.Subject, -1);
        }

        var kind = need.IsConstraint ? SolverFactKind.Constrains : SolverFactKind.Requires;
        return new SolverFact(kind, _variables.IdOf(package), need.Subject);
    }

    private int VariableOf(SolverCondition condition) => condition.Kind == SolverConditionKind.Present
        ? PresenceVariable(condition.Id)
        : SwitchVariable(condition.Id);

    private int PresenceVariable(int requirement)
    {
        var variable = _variables.Find(VariableKind.Presence, requirement);
        if (variable >= 0)
        {
            return variable;
        }

        variable = NewVariable(VariableKind.Presence, requirement);
        foreach (var package in _source.CandidatesOf(requirement))
        {
            AddImplication(Assignment.Positive(PackageVariable(package)), Assignment.Positive(variable));
        }

        return variable;
    }

    private int SwitchVariable(int turnedOn)
    {
        var variable = _variables.Find(VariableKind.Switch, turnedOn);
        return variable >= 0 ? variable : NewVariable(VariableKind.Switch, turnedOn);
    }

    /// <summary>Adds a clause in the middle of a search: what it says of the choices made so far is drawn at once.</summary>
    private void AddClause(int[] literals, SolverFact fact)
    {
        // Watched are two that are not false, or else those that became false last.
        Array.Sort(literals, (left, right) => Urgency(left).CompareTo(Urgency(right)));
        var clause = _clauses.Add(literals, -1, origins: null);
        _conditionalFacts.Add(clause, fact);
        if (_assignment.ValueOf(literals[0]) < 0)
        {
            _pendingConflicts.Enqueue(Conflict.OfClause(clause));
        }
        else if (literals.Length == 1 || _assignment.ValueOf(literals[1]) < 0)
        {
            var level = literals.Length == 1 ? 0 : _assignment.LevelOf(literals[1]);
            ImplyOrKeep(literals[0], Assignment.OfClause(clause), level);
        }
    }

    private int Urgency(int literal) =>
        _assignment.ValueOf(literal) >= 0 ? -1 : int.MaxValue - _assignment.LevelOf(literal);

    private void ConsiderConditional(int package, ref Choice best)
    {
        if (_conditionalRequirements.Count == 0
            || !_conditionalRequirements.TryGetValue(package, out var requirements))
        {
            return;
        }

        foreach (var requirement in requirements)
        {
            var variable = _variables.Find(VariableKind.Requirement, requirement);
            if (_assignment.ValueOf(Assignment.Positive(variable)) > 0)
            {
                Consider([requirement], ref best);
            }
        }
    }
}
