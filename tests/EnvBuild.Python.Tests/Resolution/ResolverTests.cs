using EnvBuild.Diagnostics;
using EnvBuild.Python.Resolution;
using EnvBuild.Python.Tags;

namespace EnvBuild.Python.Tests.Resolution;

[TestClass]
public sealed class ResolverTests
{
    private readonly ScenarioSource _source = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Only_metadata_of_what_is_tried_is_read()
    {
        for (var minor = 0; minor < 50; minor++)
        {
            _source.Add("a", $"1.{minor}", ["b"]).Add("b", $"1.{minor}", []);
        }

        var result = await ResolveAsync("a");
        Assert.AreEqual("a=1.49 b=1.49", Describe(result));
        Assert.HasCount(2, _source.Asked);
    }

    [TestMethod]
    public async Task Extras_bring_what_they_require()
    {
        _source.Add("a", "1.0", "a-1.0-py3-none-any.whl", ["b ; extra == 'x'", "c"], ["x"], "");
        _source.Add("b", "2.0", []).Add("c", "3.0", []);
        var result = await ResolveAsync("a[X]");
        Assert.AreEqual("a=1.0 b=2.0 c=3.0", Describe(result));
        CollectionAssert.AreEqual(new[] { "x" }, result.Projects[0].Extras.ToArray());
        Assert.AreEqual("a=1.0 c=3.0", Describe(await ResolveAsync("a")));
        var unknown = await ResolveAsync("a[y]");
        Assert.AreEqual("a=1.0 c=3.0", Describe(unknown));
        CollectionAssert.AreEqual(new[] { "a[y]" }, unknown.UnknownExtras.ToArray());
    }

    [TestMethod]
    public async Task Markers_of_the_target_count()
    {
        _source.Add("a", "1", ["b ; sys_platform == 'win32'", "c ; python_version >= '3.11'"]).Add("b", "1", []).Add("c", "1", []);
        Assert.AreEqual("a=1 c=1", Describe(await ResolveAsync("a", "b ; platform_machine == 'arm64'")));
    }

    [TestMethod]
    public async Task Constraints_bound_what_is_needed_anyway()
    {
        _source.Add("a", "1", ["b"]).Add("b", "1", []).Add("b", "2", []).Add("c", "1", []);
        var request = Request("a") with { Constraints = [Asked("b<2"), Asked("c==1")] };
        Assert.AreEqual("a=1 b=1", Describe(await RunAsync(request)));
    }

    [TestMethod]
    public async Task What_is_installed_stays()
    {
        _source.Add("a", "1", ["numpy>=1.20"]).Add("numpy", "2.0", []);
        var request = Request("a", "numpy") with { Installed = [Installed("numpy", "1.26.4")] };
        Assert.AreEqual("a=1", Describe(await RunAsync(request)));

        var conflict = (await RunAsync(Request("a", "numpy>=2") with { Installed = request.Installed })).Conflict;
        Assert.IsNotNull(conflict);
        StringAssert.Contains(conflict.Text, "numpy>=2");
        StringAssert.Contains(conflict.Text, "the conda package numpy 1.26.4 is there and stays");
    }

    [TestMethod]
    public async Task Extras_of_what_is_installed_are_added()
    {
        _source.Add("b", "1", []);
        var installed = Installed("a", "1") with { RequiresDist = [ScenarioSource.Parse("b ; extra == 'x'")] };
        Assert.AreEqual("b=1", Describe(await RunAsync(Request("a[x]") with { Installed = [installed] })));
    }

    [TestMethod]
    public async Task Hashes_choose_the_file()
    {
        _source.Add("a", "1", []).Add("a", "2", []);
        _source.SetHash("a-1-py3-none-any.whl", "aa").SetHash("a-2-py3-none-any.whl", "bb");
        var request = Request() with { Requirements = [Asked("a") with { Hashes = ["sha256:AA"] }] };
        Assert.AreEqual("a=1", Describe(await RunAsync(request)));
        var none = await RunAsync(Request() with { Requirements = [Asked("a==2") with { Hashes = ["sha256:aa"] }] });
        StringAssert.Contains(none.Conflict!.Text, "hashes");
    }

    [TestMethod]
    public async Task A_direct_address_is_the_only_candidate()
    {
        _source.Add("a", "1", []).Add("a", "2", []).Add("b", "1", ["a>=1"]);
        var result = await ResolveAsync("b", "a @ https://index.example/a-1-py3-none-any.whl");
        Assert.AreEqual("a=1 b=1", Describe(result));
        Assert.IsTrue(result.Projects[0].IsDirect);
        Assert.IsFalse(result.Projects[1].IsDirect);
        var conflict = (await ResolveAsync("a>=2", "a @ https://index.example/a-1-py3-none-any.whl")).Conflict;
        Assert.IsNotNull(conflict);
        var twice = await ResolveAsync(
            "a @ https://index.example/a-2-py3-none-any.whl", "a @ https://index.example/a-1-py3-none-any.whl");
        StringAssert.Contains(twice.Conflict!.Text, "another file is given for it");
    }

    [TestMethod]
    public async Task A_dependency_may_give_an_address()
    {
        _source.Add("a", "1", []).Add("a", "2", []).Add("b", "1", ["a @ https://index.example/a-1-py3-none-any.whl"]);
        Assert.AreEqual("a=1 b=1", Describe(await ResolveAsync("a", "b")));
    }

    [TestMethod]
    public async Task Files_that_say_another_thing_inside_are_passed_over()
    {
        _source.Add("a", "1", []);
        _source.Add("other", "2", "a-2-py3-none-any.whl", [], [], "");
        _source.Move("other", "a");
        Assert.AreEqual("a=1", Describe(await ResolveAsync("a")));
    }

    [TestMethod]
    [DataRow(false, "a-2.tar.gz")]
    [DataRow(true, "a-1-py3-none-any.whl")]
    public async Task An_older_wheel_may_be_better_than_a_newer_source(bool prefersBinary, string expected)
    {
        _source.Add("a", "1", []);
        _source.Add("a", "2", "a-2.tar.gz", [], [], "");
        var result = await RunAsync(Request("a") with { PrefersBinary = prefersBinary });
        Assert.AreEqual(expected, result.Projects[0].File.FileName);
    }

    [TestMethod]
    [DataRow(":all:", "", "a-2-py3-none-any.whl")]
    [DataRow("a", "", "a-2-py3-none-any.whl")]
    [DataRow("", "a", "a-2.tar.gz")]
    [DataRow(":all:", "a", "a-2.tar.gz")]
    [DataRow("b", "", "a-2-py3-none-any.whl")]
    public async Task Options_permit_wheels_and_sources(string onlyBinary, string noBinary, string expected)
    {
        _source.Add("a", "2", "a-2.tar.gz", [], [], "");
        _source.Add("a", "2", "a-2-py3-none-any.whl", [], [], "");
        var formats = FormatControl.Any.WithOnlyBinary(onlyBinary).WithNoBinary(noBinary);
        var result = await RunAsync(Request("a") with { Formats = formats });
        Assert.AreEqual(expected, result.Projects[0].File.FileName);
    }

    [TestMethod]
    public async Task Conflicts_are_explained_from_what_was_asked()
    {
        _source.Add("a", "1", ["c<2"]).Add("b", "1", ["c>=2"]).Add("c", "1", []).Add("c", "2", []).Add("d", "1", []);
        var place = new SourceLocation("environment.yml", new SourceSpan(7, 5, 7, 6));
        var request = Request("d") with
        {
            Requirements = [Asked("d"), Asked("a") with { Location = place }, Asked("b")],
        };
        var conflict = (await RunAsync(request)).Conflict!;
        Assert.AreEqual(
            """
            The following requirements are incompatible
            ├─ a (environment.yml, line 7) would need one of
            │  └─ a 1, which requires
            │     └─ c<2, which conflicts with the other versions shown here
            └─ b would need one of
               └─ b 1, which requires
                  └─ c>=2, which conflicts with the other versions shown here
            """,
            conflict.Text);
        CollectionAssert.AreEqual(new[] { "a", "b" }, conflict.Asked.Select(asked => asked.Name).ToArray());
    }

    [TestMethod]
    [DataRow("missing", "which no index has")]
    [DataRow("a>=5", "which does not exist; the newest there are 2, 1")]
    [DataRow("w", "of which 1 exists, but it has no wheel for Python 3.11 on x86_64 with glibc 2.36")]
    [DataRow("p", "of which 1 exists, but it needs Python >=3.12")]
    [DataRow("y", "of which 1 was withdrawn: it counts only for '==' that names it")]
    public async Task What_is_not_there_is_told_with_the_reason(string asked, string reason)
    {
        _source.Add("a", "1", []).Add("a", "2", []).Add("w", "1", [], "cp311-cp311-win_amd64");
        _source.Add("p", "1", "p-1-py3-none-any.whl", [], [], ">=3.12");
        _source.Add("y", "1", "y-1-py3-none-any.whl", [], [], "", isYanked: true);
        StringAssert.Contains((await ResolveAsync(asked)).Conflict!.Text, reason);
    }

    [TestMethod]
    public async Task Cancelling_stops_it()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => Resolver.ResolveAsync(_source, Request("a"), stop.Token));
    }

    private static AskedRequirement Asked(string text) => new(ScenarioSource.Parse(text));

    private static InstalledProject Installed(string name, string version)
    {
        Assert.IsTrue(PythonVersion.TryParse(version, out var parsed));
        return new InstalledProject(name, parsed, $"the conda package {name} {version}");
    }

    private static ResolutionRequest Request(params string[] asked)
    {
        Assert.IsTrue(PythonVersion.TryParse("3.11.4", out var version));
        return new ResolutionRequest(
            new PythonTarget(version, "x86_64", LibcKind.Glibc, 2, 36), [.. asked.Select(Asked)]);
    }

    private static string Describe(ResolutionResult result)
    {
        Assert.IsNull(result.Conflict, result.Conflict?.Text);
        return string.Join(' ', result.Projects.Select(project => $"{project.Name}={project.Version}"));
    }

    private Task<ResolutionResult> ResolveAsync(params string[] asked) => RunAsync(Request(asked));

    private Task<ResolutionResult> RunAsync(ResolutionRequest request) =>
        Resolver.ResolveAsync(_source, request, TestContext.CancellationToken);
}
