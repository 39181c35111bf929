using System.Collections.Immutable;
using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Solving;

namespace EnvBuild.Python.Resolution;

/// <summary>Draws the facts that exclude each other as a tree that starts at what was asked for.</summary>
internal sealed class ConflictTree
{
    private const int DeepestLevel = 8;
    private const int MostBranches = 6;

    private readonly PythonPool _pool;
    private readonly ResolutionRequest _request;
    private readonly ImmutableArray<SolverFact> _core;
    private readonly ILookup<int, int> _requires;
    private readonly HashSet<int> _explained = [];
    private readonly HashSet<string> _projects = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    internal ConflictTree(PythonPool pool, ResolutionRequest request, ImmutableArray<SolverFact> core)
    {
        (_pool, _request, _core) = (pool, request, core);
        _requires = core.Where(fact => fact.Kind == SolverFactKind.Requires)
            .ToLookup(fact => fact.Subject, fact => fact.Target);
    }

    internal ResolutionConflict Explain(ImmutableArray<(AskedRequirement Asked, ImmutableArray<int> Ids)> asked)
    {
        var required = _core.Where(fact => fact.Kind == SolverFactKind.Required).Select(fact => fact.Subject).ToHashSet();
        var concerned = asked.Where(entry => entry.Ids.Any(required.Contains)).ToList();
        _text.Append("The following requirements are incompatible");
        var lines = new List<Action<bool>>();
        foreach (var entry in concerned)
        {
            var id = entry.Ids.First(required.Contains);
            lines.Add(isLast => DrawRequirement(id, $"{entry.Asked.Requirement}{Place(entry.Asked.Location)}", "", isLast, 0));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            lines[i](i == lines.Count - 1);
        }

        var constraints = _request.Constraints.Where(constraint => _projects.Contains(constraint.Name)).ToList();
        foreach (var constraint in constraints)
        {
            _text.Append($"\nA constraint permits only {constraint.Requirement}{Place(constraint.Location)}.");
        }

        return new ResolutionConflict([.. concerned.Select(entry => entry.Asked), .. constraints], _text.ToString());
    }

    private static string Place(SourceLocation? location) =>
        location?.Span is { } span ? $" ({Path.GetFileName(location.File)}, line {span.Line})" : "";

    private void DrawRequirement(int id, string title, string indent, bool isLast, int depth)
    {
        var requirement = _pool.Requirement(id);
        _projects.Add(requirement.Project);
        var candidates = _pool.CandidatesOf(id);
        if (candidates.IsEmpty)
        {
            Line(indent, isLast, $"{title}, {ReasonOfAbsence(requirement)}");
            return;
        }

        if (!_explained.Add(id))
        {
            Line(indent, isLast, $"{title}, which cannot be fulfilled, as shown above");
            return;
        }

        var groups = candidates
            .GroupBy(package => string.Join(' ', NeedsOf(package).Order()))
            .ToArray();
        if (depth >= DeepestLevel || groups.All(group => group.Key.Length == 0))
        {
            Line(indent, isLast, $"{title}, which {Ending(requirement, candidates)}");
            return;
        }

        Line(indent, isLast, depth == 0 ? $"{title} would need one of" : $"{title}, which needs one of");
        var inner = indent + (isLast ? "   " : "│  ");
        for (var i = 0; i < Math.Min(groups.Length, MostBranches); i++)
        {
            DrawGroup(requirement, [.. groups[i]], inner, i == groups.Length - 1, depth);
        }

        if (groups.Length > MostBranches)
        {
            Line(inner, true, $"… and {groups.Length - MostBranches} more that fail alike");
        }
    }

    private IEnumerable<int> NeedsOf(int package) => _requires[package].Where(need => _pool.Requirement(need).Only < 0);

    private void DrawGroup(PoolRequirement requirement, int[] packages, string indent, bool isLast, int depth)
    {
        var title = TitleOf(packages);
        var needs = NeedsOf(packages[0]).ToArray();
        if (needs.Length == 0)
        {
            Line(indent, isLast, $"{title}, which {Ending(requirement, packages)}");
            return;
        }

        if (needs is [var only] && _pool.Requirement(only).Fault is { } fault)
        {
            Line(indent, isLast, $"{title}, but {fault}");
            return;
        }

        Line(indent, isLast, $"{title}, which requires");
        var inner = indent + (isLast ? "   " : "│  ");
        for (var i = 0; i < needs.Length; i++)
        {
            DrawRequirement(needs[i], _pool.Requirement(needs[i]).Text, inner, i == needs.Length - 1, depth + 1);
        }
    }

    private string Ending(PoolRequirement requirement, IReadOnlyCollection<int> packages)
    {
        if (_pool.Package(packages.First()).Installed is { } installed)
        {
            return $"is there as {installed.Origin} and stays";
        }

        var others = _core.Where(fact => fact.Kind == SolverFactKind.Candidates)
            .Count(fact => _pool.Requirement(fact.Subject) is var other
                && other.Project == requirement.Project && other != requirement);
        return others > 0 ? "conflicts with the other versions shown here" : "could be installed alone";
    }

    private string ReasonOfAbsence(PoolRequirement requirement)
    {
        if (requirement.Fault is { } fault)
        {
            return $"but {fault}";
        }

        if (_pool.InstalledOf(requirement.Project) is { } installed)
        {
            return $"but {installed.Origin} is there and stays: loosen one of the two, or ask for another version of it";
        }

        var project = _pool.ProjectOf(requirement.Project);
        if (project.Versions.IsEmpty && project.Refused.IsEmpty)
        {
            return "which no index has";
        }

        var refused = project.Refused.Where(entry => requirement.Specifiers.Matches(entry.Version)).Take(1).ToArray();
        if (refused is [var (version, reason)])
        {
            return $"of which {version} exists, but {reason}";
        }

        if (_pool.ConstraintsOf(requirement.Project).Any()
            && project.Versions.Any(other => requirement.Specifiers.Matches(other.Version)))
        {
            return "which a constraint excludes";
        }

        if (project.Versions.FirstOrDefault(other => requirement.Specifiers.Matches(other.Version)) is { } yanked)
        {
            return $"of which {yanked.Version} was withdrawn{Because(yanked.File.YankedReason)}: it counts only for '==' that names it";
        }

        var newest = project.Versions.Select(other => other.Version)
            .Concat(project.Refused.Select(other => other.Version))
            .OrderDescending().Take(3).Select(other => other.ToString()).ToArray();
        return $"which does not exist; the newest there {(newest.Length == 1 ? "is" : "are")} {string.Join(", ", newest)}";
    }

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $" ({reason})";

    private string TitleOf(int[] packages)
    {
        var first = _pool.Package(packages[0]);
        var versions = packages.Select(package => _pool.Package(package).Number).Distinct().Order()
            .Select(version => version.ToString()).ToArray();
        var shown = versions.Length <= 4
            ? string.Join(" | ", versions)
            : $"{versions[0]} … {versions[^1]} ({versions.Length} versions)";
        return $"{first.Project}{(first.Extra is null ? "" : $"[{first.Extra}]")} {shown}";
    }

    private void Line(string indent, bool isLast, string text) =>
        _text.Append('\n').Append(indent).Append(isLast ? "└─ " : "├─ ").Append(text);
}
