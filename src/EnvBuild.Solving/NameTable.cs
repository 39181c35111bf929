using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace EnvBuild.Solving;

/// <summary>
/// The names of packages: which variables share one, which package is chosen, how often it made trouble.
/// </summary>
internal sealed class NameTable
{
    private const double Decay = 0.95;
    private const double Largest = 1e100;

    private readonly List<int> _nameOfVariable = [];
    private readonly List<int> _orderOfVariable = [];
    private readonly List<int> _chosenInOrder = [];
    private IntList[] _members = new IntList[64];
    private int[] _chosen = [];
    private double[] _activity = [];
    private double _increment = 1;

    /// <summary>Chosen packages, in the order in which their needs were first read.</summary>
    internal ReadOnlySpan<int> ChosenInOrder => CollectionsMarshal.AsSpan(_chosenInOrder);

    internal ReadOnlySpan<int> MembersOf(int name) => _members[name].Items;

    internal int NameOf(int variable) => variable < _nameOfVariable.Count ? _nameOfVariable[variable] : -1;

    /// <summary>The variable of the chosen package of a name, or -1.</summary>
    internal int ChosenOf(int name) => _chosen[name];

    internal double ActivityOf(int name) => _activity[name];

    internal void Add(int variable, int name)
    {
        Grow(name);
        while (_nameOfVariable.Count <= variable)
        {
            _nameOfVariable.Add(-1);
            _orderOfVariable.Add(int.MaxValue);
        }

        _nameOfVariable[variable] = name;
        _members[name].Add(variable);
    }

    internal void SetOrder(int variable, int order)
    {
        var wasChosen = _chosen[_nameOfVariable[variable]] == variable;
        if (wasChosen)
        {
            _chosenInOrder.Remove(variable);
        }

        _orderOfVariable[variable] = order;
        if (wasChosen)
        {
            InsertInOrder(variable);
        }
    }

    internal void Choose(int variable)
    {
        _chosen[_nameOfVariable[variable]] = variable;
        InsertInOrder(variable);
    }

    internal void Unchoose(int variable)
    {
        ref var chosen = ref _chosen[_nameOfVariable[variable]];
        chosen = chosen == variable ? -1 : chosen;
        _chosenInOrder.Remove(variable);
    }

    internal void Bump(int name)
    {
        _activity[name] += _increment;
        if (_activity[name] > Largest)
        {
            for (var i = 0; i < _activity.Length; i++)
            {
                _activity[i] /= Largest;
            }

            _increment /= Largest;
        }
    }

    internal void DecayAll() => _increment /= Decay;

    internal ImmutableArray<int> Chosen(Assignment assignment, VariableMap variables)
    {
        var packages = ImmutableArray.CreateBuilder<int>(_chosenInOrder.Count);
        for (var i = 0; i < assignment.Count; i++)
        {
            var literal = assignment[i];
            if ((literal & 1) == 0 && variables.KindOf(literal >> 1) == VariableKind.Package)
            {
                packages.Add(variables.IdOf(literal >> 1));
            }
        }

        return packages.DrainToImmutable();
    }

    private void InsertInOrder(int variable)
    {
        var order = _orderOfVariable[variable];
        var position = _chosenInOrder.Count;
        while (position > 0 && _orderOfVariable[_chosenInOrder[position - 1]] > order)
        {
            position--;
        }

        _chosenInOrder.Insert(position, variable);
    }

    private void Grow(int name)
    {
        if (name < _chosen.Length)
        {
            return;
        }

        var length = Math.Max(64, Math.Max(name + 1, _chosen.Length * 2));
        var old = _chosen.Length;
        Array.Resize(ref _members, length);
        Array.Resize(ref _chosen, length);
        Array.Resize(ref _activity, length);
        Array.Fill(_chosen, -1, old, length - old);
    }
}
