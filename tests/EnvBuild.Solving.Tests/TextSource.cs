using System.Collections.Immutable;

namespace EnvBuild.Solving.Tests;

/// <summary>
/// Packages with whole numbers as versions; <c>a 1..3</c> is 1 or 2, <c>a 3</c> is 3, <c>a | b 2</c> either. What counts
/// under conditions is written <c>a 3; if b &amp; c 1..2</c>, and <c>a+x</c> asks for the optional needs <c>x</c> of a.
/// </summary>
internal sealed class TextSource : IDependencySource
{
    private readonly List<TextPackage> _packages = [];
    private readonly List<string> _names = [];
    private readonly List<string> _specs = [];
    private readonly List<string> _switches = [];
    private readonly HashSet<(string, int)> _excluded = [];
    private readonly Dictionary<string, int> _favored = [];
    private readonly Dictionary<string, int> _locked = [];

    internal HashSet<int> Asked { get; } = [];

    internal int Count => _packages.Count;

    internal TextPackage this[int package] => _packages[package];

    /// <param name="name">Name.</param>
    /// <param name="version">Version.</param>
    /// <param name="depends">Requirements.</param>
    /// <param name="constrains">Constraints.</param>
    /// <param name="optional">Optional requirements, each behind its group: <c>x: b 2</c>.</param>
    internal TextSource Add(
        string name, int version, string[]? depends = null, string[]? constrains = null, string[]? optional = null)
    {
        _packages.Add(new(name, version, depends ?? [], constrains ?? [], optional ?? []));
        return this;
    }

    internal void Exclude(string name, int version) => _excluded.Add((name, version));

    internal void Favor(string name, int version) => _favored[name] = version;

    internal void Lock(string name, int version) => _locked[name] = version;

    internal SolverProblem Problem(params string[] requirements) => new()
    {
        Required = [.. requirements.Where(text => !IsConditional(text)).Select(Spec)],
        Conditional = [.. requirements.Where(IsConditional).Select(text => Conditional(text, isConstraint: false))],
    };

    internal int Spec(string text) => IndexIn(_specs, text);

    internal string Show(int package) => $"{_packages[package].Name}={_packages[package].Version}";

    internal string ShowSpec(int spec) => _specs[spec];

    internal bool Fulfils(int package, string text) =>
        text.Split(';')[0].Split('|').Any(part => Matches(package, part.Trim()));

    public int NameOf(int package) => IndexIn(_names, _packages[package].Name);

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
        var entry = _packages[package];
        var optional = entry.Optional.Select(text => text.Split(": ", 2)).Select(pair => new ConditionalNeed(
            Spec(pair[1]),
            false,
            [new SolverCondition(SolverConditionKind.SwitchedOn, IndexIn(_switches, $"{entry.Name}+{pair[0]}"))]));
        return new PackageNeeds(
            [.. entry.Depends.Where(text => !IsConditional(text)).Select(Spec)],
            [.. entry.Constrains.Where(text => !IsConditional(text)).Select(Spec)])
        {
            Conditional =
            [
                .. entry.Depends.Where(IsConditional).Select(text => Conditional(text, isConstraint: false)),
                .. entry.Constrains.Where(IsConditional).Select(text => Conditional(text, isConstraint: true)),
                .. optional,
            ],
        };
    }

    public ImmutableArray<int> SwitchesOf(int requirement)
    {
        var name = _specs[requirement].Split(' ')[0];
        return name.Contains('+') ? [IndexIn(_switches, name)] : [];
    }

    public ImmutableArray<int> ForbiddenBy(int constraint)
    {
        var spec = _specs[constraint];
        var name = spec.Split(' ')[0];
        return [.. Enumerable.Range(0, _packages.Count).Where(package => _packages[package].Name == name && !Matches(package, spec))];
    }

    internal static bool IsConditional(string text) => text.Contains("; if ");

    private ConditionalNeed Conditional(string text, bool isConstraint)
    {
        var parts = text.Split("; if ");
        return new(
            Spec(parts[0]),
            isConstraint,
            [.. parts[1].Split(" & ").Select(part => new SolverCondition(SolverConditionKind.Present, Spec(part)))]);
    }

    private static int IndexIn(List<string> texts, string text)
    {
        var index = texts.IndexOf(text);
        if (index < 0)
        {
            texts.Add(text);
        }

        return index < 0 ? texts.Count - 1 : index;
    }

    private bool Matches(int package, string spec)
    {
        var entry = _packages[package];
        var parts = spec.Split(' ', 2);
        if (parts[0].Split('+')[0] != entry.Name || parts.Length == 1)
        {
            return parts[0].Split('+')[0] == entry.Name;
        }

        var dots = parts[1].IndexOf("..", StringComparison.Ordinal);
        return dots < 0
            ? entry.Version == int.Parse(parts[1])
            : entry.Version >= int.Parse(parts[1][..dots]) && entry.Version < int.Parse(parts[1][(dots + 2)..]);
    }
}
