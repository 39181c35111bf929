namespace EnvBuild.Solving;

/// <summary>What the variables stand for.</summary>
internal sealed class VariableMap
{
    private readonly List<(VariableKind Kind, int Id)> _variables = [];
    private readonly Dictionary<(VariableKind Kind, int Id), int> _numbers = [];

    internal int Count => _variables.Count;

    internal VariableKind KindOf(int variable) => _variables[variable].Kind;

    internal int IdOf(int variable) => _variables[variable].Id;

    internal int Find(VariableKind kind, int id) => _numbers.GetValueOrDefault((kind, id), -1);

    internal void Add(VariableKind kind, int id)
    {
        _numbers.Add((kind, id), _variables.Count);
        _variables.Add((kind, id));
    }
}
