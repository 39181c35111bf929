namespace EnvBuild.Solving;

/// <summary>What the variables stand for.</summary>
internal sealed class VariableMap
{
    private readonly List<(VariableKind Kind, int Id)> _variables = [];
    private readonly int[][] _numbers = [[], [], [], [], []];

    internal int Count => _variables.Count;

    internal VariableKind KindOf(int variable) => _variables[variable].Kind;

    internal int IdOf(int variable) => _variables[variable].Id;

    internal int Find(VariableKind kind, int id)
    {
        var numbers = _numbers[(int)kind];
        return id < numbers.Length ? numbers[id] - 1 : -1;
    }

    internal void Add(VariableKind kind, int id)
    {
        ref var numbers = ref _numbers[(int)kind];
        if (id >= numbers.Length)
        {
            Array.Resize(ref numbers, Math.Max(256, Math.Max(id + 1, numbers.Length * 2)));
        }

        // Zero means that there is none, so that a new array needs no filling.
        _variables.Add((kind, id));
        numbers[id] = _variables.Count;
    }
}
