using System.Collections.Immutable;

namespace EnvBuild.Solving;

public sealed partial class PackageSolver
{
    private readonly RequirementTable _requirements = new();
    private readonly Queue<int> _toEncode = new();
    private ImmutableArray<int>[] _needs = new ImmutableArray<int>[1024];
    private bool[] _isQueued = new bool[1024];
    private int _encodedPackages;
    private int _unexpanded;

    private void Start(SolverProblem problem)
    {
        foreach (var package in problem.Installed)
        {
            AddFact(PackageVariable(package));
        }

        foreach (var requirement in problem.Required)
        {
            AddFact(RequirementVariable(requirement));
        }

        foreach (var constraint in problem.Constrained)
        {
            AddFact(ConstraintVariable(constraint));
        }

        EncodeConditional(problem.Conditional, NoPackage);
    }

    /// <summary>
    /// Reads the needs of the packages that came into question: those that are chosen, and those that could fulfil a
    /// requirement that is open, unless the source forbids it. The latter lets conclusions reach one step ahead of the choices.
    /// </summary>
    private bool TryEncodeNext()
    {
        for (; _unexpanded < _assignment.Count; _unexpanded++)
        {
            QueueWhatComesIntoQuestion(_assignment[_unexpanded]);
        }

        if (_toEncode.Count == 0)
        {
            return false;
        }

        while (_toEncode.TryDequeue(out var variable))
        {
            EncodePackage(variable);
        }

        return true;
    }

    private void QueueWhatComesIntoQuestion(int literal)
    {
        if ((literal & 1) != 0)
        {
            return;
        }

        var variable = literal >> 1;
        switch (_variables.KindOf(variable))
        {
            case VariableKind.Package:
                QueuePackage(variable);
                break;
            case VariableKind.Requirement when _source.IsReadAhead:
                foreach (var package in _requirements.CandidatesOf(_variables.IdOf(variable)))
                {
                    if (_assignment.ValueOf(Assignment.Positive(package)) >= 0)
                    {
                        QueuePackage(package);
                    }
                }

                break;
        }
    }

    private void QueuePackage(int variable)
    {
        if (!_isQueued[variable])
        {
            _isQueued[variable] = true;
            _toEncode.Enqueue(variable);
        }
    }

    private void EncodePackage(int variable)
    {
        _names.SetOrder(variable, _encodedPackages++);
        var needs = _source.NeedsOf(_variables.IdOf(variable));
        _needs[variable] = needs.Requires;
        foreach (var requirement in needs.Requires)
        {
            AddImplication(Assignment.Positive(variable), Assignment.Positive(RequirementVariable(requirement)));
        }

        foreach (var constraint in needs.Constrains)
        {
            AddImplication(Assignment.Positive(variable), Assignment.Positive(ConstraintVariable(constraint)));
        }

        if (!needs.Conditional.IsDefaultOrEmpty)
        {
            EncodeConditional(needs.Conditional, variable);
        }
    }

    private int PackageVariable(int package)
    {
        var variable = _variables.Find(VariableKind.Package, package);
        if (variable >= 0)
        {
            return variable;
        }

        variable = NewVariable(VariableKind.Package, package);
        var name = _source.NameOf(package);
        _names.Add(variable, name);
        var chosen = _names.ChosenOf(name);
        if (chosen >= 0)
        {
            // A package of this name is chosen already; this one cannot be, as long as that holds.
            var cause = Assignment.Positive(chosen);
            Imply(Assignment.Negative(variable), Assignment.OfCause(cause), _assignment.LevelOf(cause));
        }

        return variable;
    }

    private int RequirementVariable(int requirement)
    {
        var variable = _variables.Find(VariableKind.Requirement, requirement);
        if (variable >= 0)
        {
            return variable;
        }

        variable = NewVariable(VariableKind.Requirement, requirement);
        var candidates = _source.CandidatesOf(requirement);
        var (variables, literals) = (new int[candidates.Length], new int[candidates.Length + 1]);
        literals[0] = Assignment.Negative(variable);
        for (var i = 0; i < candidates.Length; i++)
        {
            variables[i] = PackageVariable(candidates[i]);
            literals[i + 1] = Assignment.Positive(variables[i]);
        }

        _requirements.Add(requirement, variables);
        AddRequirementClause(literals, requirement);
        foreach (var turnedOn in _source.SwitchesOf(requirement))
        {
            AddImplication(Assignment.Positive(variable), Assignment.Positive(SwitchVariable(turnedOn)));
        }

        return variable;
    }

    private int ConstraintVariable(int constraint)
    {
        var variable = _variables.Find(VariableKind.Constraint, constraint);
        if (variable >= 0)
        {
            return variable;
        }

        variable = NewVariable(VariableKind.Constraint, constraint);
        foreach (var package in _source.ForbiddenBy(constraint))
        {
            AddImplication(Assignment.Positive(variable), Assignment.Negative(PackageVariable(package)));
        }

        return variable;
    }

    private int NewVariable(VariableKind kind, int id)
    {
        _variables.Add(kind, id);
        var variable = _assignment.NewVariable();
        _clauses.Reserve(variable + 1);
        if (variable == _needs.Length)
        {
            Array.Resize(ref _needs, variable * 2);
            Array.Resize(ref _isQueued, variable * 2);
        }

        _needs[variable] = [];
        return variable;
    }
}
