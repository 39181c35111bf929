using System.Collections.Immutable;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

/// <content>
/// Dependencies that count under conditions (CEP 43) and optional groups of dependencies (CEP 44). What a condition says
/// of the target is known before the solve, so that only what it says of packages is left for the solver.
/// </content>
internal sealed partial class CondaPool
{
    /// <summary>A condition that can hold in more ways is taken for one that cannot be read.</summary>
    private const int MostAlternatives = 256;

    private static readonly ImmutableArray<SolverCondition> Always = [];

    private readonly Dictionary<(string Name, string Group), int> _switches = [];

    /// <inheritdoc/>
    public ImmutableArray<int> SwitchesOf(int requirement)
    {
        var spec = _specs[requirement].Spec;
        return spec is { Extras.IsEmpty: false, PackageName: { } name }
            ? [.. spec.Extras.Distinct().Select(group => NumberOfSwitch(name, group))]
            : [];
    }

    /// <summary>Sorts a need into what counts always, what counts under conditions, and what never counts.</summary>
    private void AddNeed(
        int number,
        bool isConstraint,
        ImmutableArray<SolverCondition> conditions,
        ImmutableArray<int>.Builder always,
        ImmutableArray<ConditionalNeed>.Builder conditional)
    {
        if (_specs[number].Spec?.When is null && conditions.IsEmpty)
        {
            always.Add(number);
            return;
        }

        foreach (var alternative in AlternativesOf(_specs[number].Spec?.When))
        {
            ImmutableArray<SolverCondition> all = [.. conditions, .. alternative];
            if (all.IsEmpty)
            {
                always.Add(number);
                return;
            }

            conditional.Add(new ConditionalNeed(number, isConstraint, all));
        }
    }

    private void AddOptionalNeeds(PackageRecord record, ImmutableArray<ConditionalNeed>.Builder conditional)
    {
        foreach (var (group, texts) in record.ExtraDepends)
        {
            var isOn = new SolverCondition(SolverConditionKind.SwitchedOn, NumberOfSwitch(record.Name, group));
            foreach (var text in texts)
            {
                AddNeed(NumberOf(text), isConstraint: false, [isOn], always: null!, conditional);
            }
        }
    }

    private int NumberOfSwitch(string name, string group)
    {
        if (!_switches.TryGetValue((name, group), out var number))
        {
            number = _switches.Count;
            _switches.Add((name, group), number);
        }

        return number;
    }

    /// <summary>The ways in which a condition can hold; an empty way is one that holds in any case.</summary>
    private List<ImmutableArray<SolverCondition>> AlternativesOf(MatchCondition? condition)
    {
        switch (condition?.Kind)
        {
            case null:
                return [Always];
            case MatchConditionKind.Spec:
                return AlternativesOf(condition.Spec!);
            case MatchConditionKind.Any:
                var any = condition.Operands.SelectMany(AlternativesOf).ToList();
                return any.Exists(way => way.IsEmpty) ? [Always] : any;
            default:
                List<ImmutableArray<SolverCondition>> all = [Always];
                foreach (var operand in condition.Operands)
                {
                    var ways = AlternativesOf(operand);
                    all = [.. all.SelectMany(left => ways.Select(right => left.AddRange(right))).Take(MostAlternatives)];
                }

                return all;
        }
    }

    private List<ImmutableArray<SolverCondition>> AlternativesOf(MatchSpec spec)
    {
        var number = RequirementOf(spec);
        if (!spec.Name.StartsWith("__", StringComparison.Ordinal))
        {
            return [[new SolverCondition(SolverConditionKind.Present, number)]];
        }

        return MatchingOf(_specs[number]).IsEmpty ? [] : [Always];
    }
}
