using System.Text.Json;
using EnvBuild.Python.Resolution;
using EnvBuild.Python.Tags;
using EnvBuild.Testing;

namespace EnvBuild.Python.Tests.Resolution;

/// <summary>Scenarios of other resolvers' tests.</summary>
[TestClass]
public sealed class ScenarioTests
{
    /// <summary>
    /// What pip answers where it differs from uv and packse: a specifier that names a pre-release permits all, and takes the
    /// newest; nothing falls back to pre-releases in the course of backtracking; a dependency may pin a yanked version; upper bounds of
    /// Python count.
    /// </summary>
    private static readonly Dictionary<string, string> AnswersOfPip = new()
    {
        ["prereleases/package-only-prereleases-in-range"] = "a=1.0.0a1",
        ["prereleases/package-prereleases-specifier-boundary"] = "a=0.2.0a1",
        ["prereleases/prerelease-base-extra-stable-preference-explicit-first"] = "c=2.0.0a1",
        ["prereleases/prerelease-base-extra-stable-preference-plain-first"] = "c=2.0.0a1",
        ["prereleases/prerelease-capped-union-alternate-parent"] = "none",
        ["prereleases/prerelease-equivalent-stable-preference-plain-first"] = "c=2.0.0a1",
        ["prereleases/prerelease-multiple-redundant-stable-preference-explicit-first"] = "c=2.0.0a1",
        ["prereleases/prerelease-redundant-stable-preference-explicit-first"] = "c=2.0.0a1",
        ["prereleases/prerelease-redundant-stable-preference-plain-first"] = "c=2.0.0a1",
        ["prereleases/transitive-prerelease-equivalent-stable-preference-plain-first"] = "a=1.0.0 c=2.0.0a1",
        ["prereleases/transitive-prerelease-prefers-stable"] = "a=1.0.0 c=2.0.0a1",
        ["prereleases/transitive-prerelease-redundant-stable-preference-plain-first"] = "a=1.0.0 c=2.0.0a1",
        ["requires_python/python-less-than-current"] = "none",
        ["yanked/transitive-yanked-and-unyanked-dependency"] = "a=1.0.0 b=1.0.0 c=2.0.0",
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("packse")]
    [DataRow("uv-scenarios")]
    public async Task Scenarios_have_their_outcome(string folder)
    {
        var wrong = new List<string>();
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(Corpus.Require($"pip/{folder}"), "*.json", SearchOption.AllDirectories).Order())
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.CancellationToken));
            var scenario = document.RootElement;
            var options = scenario.GetProperty("resolver_options");
            if (options.TryGetProperty("universal", out _) || options.TryGetProperty("resolution", out _))
            {
                continue;
            }

            seen++;
            var expected = AnswersOfPip.GetValueOrDefault(
                scenario.GetProperty("id").GetString()!, Expected(scenario.GetProperty("expected")));
            var actual = await ResolveAsync(scenario);
            if (expected != actual && !(expected == "solved" && !actual.StartsWith("none", StringComparison.Ordinal)))
            {
                wrong.Add($"{scenario.GetProperty("id").GetString()}: expected {expected}, but {actual}");
            }
        }

        Assert.IsGreaterThan(0, seen);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    private static string Expected(JsonElement expected)
    {
        if (!expected.GetProperty("satisfiable").GetBoolean())
        {
            return "none";
        }

        return expected.TryGetProperty("packages", out var packages)
            ? string.Join(' ', packages.EnumerateObject()
                .Select(package => $"{package.Name}={package.Value.GetString()}").Order(StringComparer.Ordinal))
            : "solved";
    }

    private async Task<string> ResolveAsync(JsonElement scenario)
    {
        var options = scenario.GetProperty("resolver_options");
        var python = options.TryGetProperty("python", out var other)
            ? other.GetString()!
            : scenario.GetProperty("environment").GetProperty("python").GetString()!;
        Assert.IsTrue(PythonVersion.TryParse(python, out var version));
        var target = new PythonTarget(
            version, "x86_64", LibcKind.Glibc, 2, options.TryGetProperty("python_platform", out _) ? 17 : 36);
        var formats = FormatControl.Any;
        foreach (var name in Names(options, "no_binary"))
        {
            formats = formats.WithNoBinary(name);
        }

        foreach (var name in Names(options, "no_build"))
        {
            formats = formats.WithOnlyBinary(name);
        }

        var root = scenario.GetProperty("root");
        var request = new ResolutionRequest(
            target,
            [.. root.GetProperty("requires").EnumerateArray().Select(text => new AskedRequirement(ScenarioSource.Parse(text.GetString()!)))])
        {
            Formats = formats,
            PreReleases = options.TryGetProperty("prereleases", out var wanted) && wanted.GetBoolean(),
        };
        var source = ScenarioSource.Of(scenario.GetProperty("packages"));
        var result = await Resolver.ResolveAsync(source, request, TestContext.CancellationToken);
        return result.Conflict is not null
            ? "none"
            : string.Join(' ', result.Projects.Select(project => $"{project.Name}={project.Version}").Order(StringComparer.Ordinal));
    }

    private static string[] Names(JsonElement options, string property) =>
        options.TryGetProperty(property, out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
}
