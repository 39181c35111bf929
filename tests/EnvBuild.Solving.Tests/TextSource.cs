using System.Collections.Immutable;

namespace EnvBuild.Solving.Tests;

/// <summary>Packages with whole numbers as versions; <c>a 1..3</c> is 1 or 2, <c>a 3</c> is 3, <c>a | b 2</c> either.</summary>
internal sealed class TextSource : IDependencySource
{
    private readonly List<(string Name, int Version, string[] Depends, string[] Constrains)> _packages = [];
    private readonly List<string> _names = [];
    private readonly List<string> _specs = [];
    private readonly HashSet<(string, int)> _excluded = [];
    private readonly Dictionary<string, int> _favored = [];
    private readonly Dictionary<string, int> _locked = [];

    internal HashSet<int> Asked { get; } = [];

    internal TextSource Add(string name, int version, string[]? depends = null, string[]? constrains = null)
    {
        _packages.Add((name, version, depends ?? [], constrains ?? []));
        return this;
    }

    internal void Exclude(string name, int version) => _excluded.Add((name, version));

    internal void Favor(string name, int version) => _favored[name] = version;

    internal void Lock(string name, int version) => _locked[name] = version;

    internal SolverProblem Problem(params string[] requirements) => new() { Required = [.. requirements.Select(Spec)] };

    internal int Spec(string text)
    {
        var index = _specs.IndexOf(text);
        if (index < 0)
        {
            _specs.Add(text);
        }

        return index < 0 ? _specs.Count - 1 : index;
    }

    internal string Show(int package) => $"{_packages[package].Name}={_packages[package].Version}";

    internal string ShowSpec(int spec) => _specs[spec];

    internal bool Fulfils(int package, string text) => text.Split('|').Any(part => Matches(package, part.Trim()));

    internal (string Name, int Version, string[] Depends, string[] Constrains) this[int package] => _packages[package];

    public int NameOf(int package)
    {
        var name = _packages[package].Name;
        if (!_names.Contains(name))
        {
            _names.Add(name);
        }

        return _names.IndexOf(name);
    }

    public ImmutableArray<int> CandidatesOf(int requirement) =>
    [
        .. _specs[requirement].Split('|').SelectMany(part => Enumerable.Range(0, _packages.Count)
            .Where(package => Matches(package, part.Trim()) && !_excluded.Contains((_packages[package].Name, _packages[package].Version)))
            .Where(package => _locked.GetValueOrDefault(_packages[package].Name, _packages[package].Version) == _packages[package].Version)
            .OrderBy(package => _favored.GetValueOrDefault(_packages[package].Name, -1) == _packages[package].Version ? 0 : 1)
            .ThenByDescending(package => _packages[package].Version)),
    ];

    public PackageNeeds NeedsOf(int package)
    {
        Asked.Add(package);
        var (_, _, depends, constrains) = _packages[package];
        return new PackageNeeds([.. depends.Select(Spec)], [.. constrains.Select(Spec)]);
    }

    public ImmutableArray<int> ForbiddenBy(int constraint)
    {
        var spec = _specs[constraint];
        var name = spec.Split(' ')[0];
        return [.. Enumerable.Range(0, _packages.Count).Where(package => _packages[package].Name == name && !Matches(package, spec))];
    }

    private bool Matches(int package, string spec)
    {
        var (name, version, _, _) = _packages[package];
        var parts = spec.Split(' ', 2);
        if (parts[0] != name || parts.Length == 1)
        {
            return parts[0] == name;
        }

        var dots = parts[1].IndexOf("..", StringComparison.Ordinal);
        return dots < 0
            ? version == int.Parse(parts[1])
            : version >= int.Parse(parts[1][..dots]) && version < int.Parse(parts[1][(dots + 2)..]);
    }
}
