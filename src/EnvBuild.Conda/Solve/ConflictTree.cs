using System.Collections.Immutable;
using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

/// <summary>Draws the facts that exclude each other as a tree that starts at what was asked for.</summary>
internal sealed class ConflictTree
{
    private const int DeepestLevel = 8;
    private const int MostBranches = 6;

    private readonly CondaPool _pool;
    private readonly ILookup<int, int> _requires;
    private readonly ILookup<int, int> _constrains;
    private readonly ILookup<int, int> _forbiddenBy;
    private readonly HashSet<int> _conflicting;
    private readonly HashSet<int> _explained = [];
    private readonly StringBuilder _text = new();

    internal ConflictTree(CondaPool pool, ImmutableArray<SolverFact> core)
    {
        _pool = pool;
        _requires = LookUp(core, SolverFactKind.Requires, fact => fact.Subject, fact => fact.Target);
        _constrains = LookUp(core, SolverFactKind.Constrains, fact => fact.Subject, fact => fact.Target);
        _forbiddenBy = LookUp(core, SolverFactKind.Forbids, fact => fact.Target, fact => fact.Subject);
        _conflicting =
        [
            .. core.Where(fact => fact.Kind == SolverFactKind.SameName)
                .SelectMany(fact => new[] { fact.Subject, fact.Target }),
        ];
    }

    internal string Draw(ImmutableArray<RequestedSpec> asked, ImmutableArray<RequestedSpec> constraints)
    {
        _text.Append("The following packages are incompatible");
        var pins = constraints.Where(constraint => _forbiddenBy.Any(
            group => group.Contains(_pool.ConstraintOf(constraint.Spec)))).ToArray();
        for (var i = 0; i < asked.Length; i++)
        {
            var isLast = i == asked.Length - 1 && pins.Length == 0;
            var line = Place(asked[i].Location);
            DrawRequirement(_pool.RequirementOf(asked[i].Spec), $"{asked[i]}{line}", "", isLast, 0);
        }

        for (var i = 0; i < pins.Length; i++)
        {
            var line = Place(pins[i].Location);
            Line("", i == pins.Length - 1, $"{pins[i]}{line} is pinned");
        }

        return _text.ToString();
    }

    private static string Place(SourceLocation? location) =>
        location?.Span is { } span ? $" ({Path.GetFileName(location.File)}, line {span.Line})" : "";

    private static ILookup<int, int> LookUp(
        ImmutableArray<SolverFact> core, SolverFactKind kind, Func<SolverFact, int> key, Func<SolverFact, int> value) =>
        core.Where(fact => fact.Kind == kind).ToLookup(key, value);

    private void DrawRequirement(int requirement, string title, string indent, bool isLast, int depth)
    {
        var candidates = _pool.CandidatesOf(requirement);
        if (candidates.IsEmpty)
        {
            Line(indent, isLast, $"{title}, {ReasonOfAbsence(requirement)}");
            return;
        }

        if (!_explained.Add(requirement))
        {
            Line(indent, isLast, $"{title}, which cannot be fulfilled, as shown above");
            return;
        }

        var groups = candidates.GroupBy(SignatureOf).ToArray();
        if (depth >= DeepestLevel || groups.All(group => group.Key.Length == 0))
        {
            Line(indent, isLast, $"{title}, which {Ending(candidates)}");
            return;
        }

        Line(indent, isLast, depth == 0 ? $"{title} would need one of" : $"{title}, which needs one of");
        var inner = indent + (isLast ? "   " : "│  ");
        for (var i = 0; i < Math.Min(groups.Length, MostBranches); i++)
        {
            DrawGroup([.. groups[i]], inner, i == groups.Length - 1, depth);
        }

        if (groups.Length > MostBranches)
        {
            Line(inner, true, $"… and {groups.Length - MostBranches} more that fail alike");
        }
    }

    private void DrawGroup(int[] packages, string indent, bool isLast, int depth)
    {
        var title = TitleOf(packages);
        var requirements = _requires[packages[0]].ToArray();
        var constraints = _constrains[packages[0]].ToArray();
        if (requirements.Length + constraints.Length == 0)
        {
            Line(indent, isLast, $"{title}, which {Ending([.. packages])}");
            return;
        }

        Line(indent, isLast, $"{title}, which requires");
        var inner = indent + (isLast ? "   " : "│  ");
        for (var i = 0; i < requirements.Length; i++)
        {
            var isLastChild = i == requirements.Length - 1 && constraints.Length == 0;
            DrawRequirement(requirements[i], _pool.SpecOf(requirements[i]).Text, inner, isLastChild, depth + 1);
        }

        for (var i = 0; i < constraints.Length; i++)
        {
            Line(inner, i == constraints.Length - 1, $"{_pool.SpecOf(constraints[i]).Text}, if that is there at all");
        }
    }

    private string SignatureOf(int package) =>
        string.Join(' ', _requires[package].Order()) is var requires && _constrains[package].Any()
            ? $"{requires}|{string.Join(' ', _constrains[package].Order())}"
            : requires;

    private string Ending(IReadOnlyCollection<int> packages)
    {
        var constraint = packages.SelectMany(package => _forbiddenBy[package]).Take(1).ToArray();
        if (constraint.Length > 0)
        {
            return $"is excluded by the condition '{_pool.SpecOf(constraint[0]).Text}' of another package";
        }

        return packages.Any(_conflicting.Contains)
            ? "conflicts with the other versions shown here"
            : "could be installed alone";
    }

    private string ReasonOfAbsence(int requirement)
    {
        var spec = _pool.SpecOf(requirement).Spec;
        if (spec is null)
        {
            return "which cannot be read";
        }

        if (spec.PackageName is not { } name)
        {
            return "which matches no package";
        }

        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            var has =
                _pool.PackagesOf(_pool.NumberOfName(name)).Select(package => _pool.RecordOf(package).Version.Text);
            return string.Join("", has) is { Length: > 0 } version
                ? $"which the target does not have: its {name} is {version}"
                : "which the target does not have";
        }

        var versions = _pool.PackagesOf(_pool.NumberOfName(name)).Select(package => _pool.RecordOf(package).Version)
            .Distinct().OrderDescending().Take(3).Select(version => version.Text).ToArray();
        var verb = versions.Length == 1 ? "is" : "are";
        return versions.Length == 0
            ? "which does not exist in these channels"
            : $"which does not exist; the newest there {verb} {string.Join(", ", versions)}";
    }

    private string TitleOf(int[] packages)
    {
        var records = packages.Select(_pool.RecordOf).ToArray();
        var versions =
            records.Select(record => record.Version).Distinct().Order().Select(version => version.Text).ToArray();
        var shown = versions.Length <= 4
            ? string.Join(" | ", versions)
            : $"{versions[0]} … {versions[^1]} ({versions.Length} versions)";
        var build = records.Length == 1 ? $" {records[0].Build}" : "";
        return $"{records[0].Name} {shown}{build}";
    }

    private void Line(string indent, bool isLast, string text) =>
        _text.Append('\n').Append(indent).Append(isLast ? "└─ " : "├─ ").Append(text);
}
