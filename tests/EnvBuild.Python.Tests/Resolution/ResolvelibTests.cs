using System.Text.Json;
using EnvBuild.Python.Resolution;
using EnvBuild.Python.Tags;
using EnvBuild.Testing;

namespace EnvBuild.Python.Tests.Resolution;

/// <summary>Snapshots of the real index, and what resolvelib chooses from them.</summary>
[TestClass]
public sealed class ResolvelibTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Real_projects_are_chosen_as_by_resolvelib()
    {
        var wrong = new List<string>();
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(Corpus.Require("pip/resolvelib/case"), "*.json").Order())
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.CancellationToken));
            var entry = document.RootElement;
            var name = entry.GetProperty("index").GetString();
            using var index = JsonDocument.Parse(
                await File.ReadAllTextAsync(Corpus.Require($"pip/resolvelib/index/{name}.json"), TestContext.CancellationToken));
            var source = SourceOf(index.RootElement);
            var requested = entry.GetProperty("requested").EnumerateArray()
                .Select(text => new AskedRequirement(ScenarioSource.Parse(text.GetString()!)));
            Assert.IsTrue(PythonVersion.TryParse("3.7.0", out var version));
            var request = new ResolutionRequest(new PythonTarget(version, "x86_64", LibcKind.Glibc, 2, 36), [.. requested]);
            var result = await Resolver.ResolveAsync(source, request, TestContext.CancellationToken);
            var expected = entry.GetProperty("resolved").EnumerateObject()
                .Select(pair => (Name: PackageName.Normalize(pair.Name), Version: VersionOf(pair.Value)));
            seen++;
            foreach (var (project, number) in expected)
            {
                var chosen = result.Projects.FirstOrDefault(other => other.Name == project)?.Version;
                if (chosen != number)
                {
                    wrong.Add($"{Path.GetFileName(file)}: {project} should be {number}, but is {chosen}\n{result.Conflict?.Text}");
                }
            }

            wrong.AddRange(Unfulfilled(result.Projects).Select(text => $"{Path.GetFileName(file)}: {text}"));
        }

        Assert.IsGreaterThan(0, seen);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    private static ScenarioSource SourceOf(JsonElement index)
    {
        var source = new ScenarioSource();
        foreach (var project in index.EnumerateObject())
        {
            foreach (var version in project.Value.EnumerateObject())
            {
                var requires = version.Value.GetProperty("dependencies").EnumerateArray()
                    .Select(text => text.GetString()!)
                    .Where(text => Requirement.TryParse(text, out _, out _));
                if (PythonVersion.TryParse(version.Name, out _))
                {
                    source.Add(
                        project.Name, version.Name, $"{project.Name.Replace('-', '_')}-{version.Name}-py3-none-any.whl", requires, [], "");
                }
            }
        }

        return source;
    }

    // The snapshots leave out some dependencies, so that more may be chosen than is listed; nothing may be missing.
    private static IEnumerable<string> Unfulfilled(IReadOnlyCollection<ResolvedProject> projects) =>
        from project in projects
        from requirement in project.Dependencies
        where !projects.Any(other => other.Name == requirement.NormalizedName && requirement.Specifiers.Matches(other.Version))
        select $"{project.Name} requires {requirement}";

    private static PythonVersion VersionOf(JsonElement value)
    {
        var text = (value.ValueKind == JsonValueKind.Object ? value.GetProperty("version") : value).GetString()!;
        Assert.IsTrue(PythonVersion.TryParse(text, out var version));
        return version;
    }
}
