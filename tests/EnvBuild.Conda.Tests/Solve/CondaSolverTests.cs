using System.Text.Json.Nodes;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Solve;

[TestClass]
public sealed class CondaSolverTests
{
    [TestMethod]
    public void Strict_priority_takes_a_name_from_the_first_channel_that_has_it()
    {
        var result = Solve(ChannelPriority.Strict, TwoChannels, "tool");

        Assert.AreEqual("first::tool-1-0", Show(result));
    }

    [TestMethod]
    public void Strict_priority_fails_where_flexible_priority_goes_on()
    {
        Assert.IsFalse(Solve(ChannelPriority.Strict, TwoChannels, "tool>=2").IsSolved);
        Assert.AreEqual("second::tool-2-0", Show(Solve(ChannelPriority.Flexible, TwoChannels, "tool>=2")));
        Assert.AreEqual("first::tool-1-0", Show(Solve(ChannelPriority.Flexible, TwoChannels, "tool")));
        Assert.AreEqual("second::tool-2-0", Show(Solve(ChannelPriority.Disabled, TwoChannels, "tool")));
    }

    [TestMethod]
    public void A_channel_in_front_of_a_name_rules_over_the_order_of_channels()
    {
        Assert.AreEqual("second::tool-2-0", Show(Solve(ChannelPriority.Strict, TwoChannels, "second::tool")));
        Assert.AreEqual("second::tool-2-0", Show(Solve(ChannelPriority.Strict, TwoChannels, "https://conda.anaconda.org/second::tool")));
    }

    [TestMethod]
    public async Task A_channel_that_only_stands_in_front_of_a_name_is_asked_as_well()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main/noarch/repodata.json", """{"packages": {"base-1-0.tar.bz2": {"name": "base", "version": "1", "build": "0"}}}""");
        folder.Write("extra/noarch/repodata.json", """{"packages": {"tool-1-0.tar.bz2": {"name": "tool", "version": "1", "build": "0", "depends": ["base"]}, "base-2-0.tar.bz2": {"name": "base", "version": "2", "build": "0"}}}""");
        var context = new ChannelContext { Alias = new Uri(folder.Path).AbsoluteUri };
        var source = new RepodataSource(null, null, TimeProvider.System, NullReporter.Instance);
        var result = await new CondaSolver(source, NullReporter.Instance).SolveAsync(
            new SolveRequest
            {
                Platform = "linux-64",
                Channels = [Conda.Channel.Parse("main", context)],
                ChannelContext = context,
                Specs = [new RequestedSpec(MatchSpec.Parse("extra::tool"))],
            },
            CancellationToken.None);

        Assert.AreEqual("extra::tool-1-0 main::base-1-0", Show(result));
    }

    [TestMethod]
    public void Packages_with_tracked_features_come_last()
    {
        var plain = MemoryChannel.Record("blas", "1.0", build: "plain");
        var special = MemoryChannel.Record("blas", "2.0", build: "special");
        special["track_features"] = "nomkl other";

        Assert.AreEqual("test::blas-1.0-plain", Show(Solve(MemoryChannel.Create("test", [special, plain]), "blas")));
    }

    [TestMethod]
    public void Ties_go_to_the_build_that_admits_the_newer_dependency_then_to_the_later_one()
    {
        var old = MemoryChannel.Record("tool", "1", ["python 3.10.*"], "py310_0");
        var newer = MemoryChannel.Record("tool", "1", ["python 3.12.*"], "py312_0");
        var late = MemoryChannel.Record("late", "1", build: "b");
        (late["timestamp"], old["timestamp"]) = (1_700_000_000_000, 1_800_000_000_000);
        JsonObject[] records =
        [
            old, newer, late, MemoryChannel.Record("late", "1", build: "a"),
            MemoryChannel.Record("python", "3.10.1"), MemoryChannel.Record("python", "3.12.1"),
        ];

        Assert.AreEqual(
            "test::late-1-b test::python-3.12.1-0 test::tool-1-py312_0",
            Show(Solve(MemoryChannel.Create("test", records), "tool", "late")));
    }

    [TestMethod]
    public void The_newer_archive_format_is_taken_where_both_are_there()
    {
        var (old, newer) = (MemoryChannel.Record("tool", "1"), MemoryChannel.Record("tool", "1"));
        (old["fn"], newer["fn"]) = ("tool-1-0.tar.bz2", "tool-1-0.conda");

        Assert.AreEqual("tool-1-0.conda", Solve(MemoryChannel.Create("test", [old, newer]), "tool").Packages[0].FileName);
    }

    [TestMethod]
    public void Virtual_packages_are_there_in_any_case_and_bind_those_that_constrain_them()
    {
        var indexes = MemoryChannel.Create("test",
        [
            MemoryChannel.Record("torch", "2", ["__cuda >=12"]), MemoryChannel.Record("torch", "1"),
            MemoryChannel.Record("video", "2", constrains: ["__cuda >=12.8"]), MemoryChannel.Record("video", "1"),
        ]);

        Assert.AreEqual("test::torch-1-0 test::video-2-0", Show(Solve(indexes, "torch", "video")));
        Assert.AreEqual(
            "test::torch-2-0 test::video-1-0",
            Show(CondaSolver.Solve(
                Request(indexes, ["torch", "video"]) with { VirtualPackages = [VirtualPackage.Parse("__cuda=12.4")] },
                indexes,
                NullReporter.Instance)));
    }

    [TestMethod]
    public void A_package_whose_dependency_cannot_be_read_is_passed_over()
    {
        var indexes = MemoryChannel.Create("test",
            [MemoryChannel.Record("tool", "2", ["not<>a spec @#"]), MemoryChannel.Record("tool", "1")]);

        Assert.AreEqual("test::tool-1-0", Show(Solve(indexes, "tool")));
    }

    [TestMethod]
    public void The_explanation_ends_at_lines_of_the_definition()
    {
        var indexes = MemoryChannel.Create("test",
        [
            MemoryChannel.Record("app", "1", ["python 3.12.*"]),
            MemoryChannel.Record("python", "3.11.2"), MemoryChannel.Record("python", "3.12.1"), MemoryChannel.Record("innocent", "1"),
        ]);
        var request = Request(indexes, []) with
        {
            Specs = [At("innocent", 4), At("python=3.11", 5), At("app", 6)],
        };
        var result = CondaSolver.Solve(request, indexes, NullReporter.Instance);

        Assert.IsFalse(result.IsSolved);
        Assert.AreEqual(
            """
            The following packages are incompatible
            ├─ python=3.11 (environment.yml, line 5), which conflicts with the other versions shown here
            └─ app (environment.yml, line 6) would need one of
               └─ app 1 0, which requires
                  └─ python 3.12.*, which conflicts with the other versions shown here
            """,
            result.Explanation);
        Assert.AreEqual("ENV3025 ENV3020", string.Join(' ', result.Diagnostics.Select(item => item.Code)));
        Assert.AreEqual("6 5", string.Join(' ', result.Diagnostics.Select(item => item.Location!.Span!.Value.Line)));
    }

    [TestMethod]
    [DataRow("python=3.9 numpy>=2", "'numpy>=2' is there for python 3.11, 3.12, and 'python=3.9' for python 3.9. The newest numpy for python 3.9 is 1.26")]
    [DataRow("python=3.12 old", "'old' is there for python 3.9, and 'python=3.12' for python 3.12. There is no old for python 3.12: take another python")]
    [DataRow("numpy>=2 old", "'old' is there for python 3.9, and 'numpy>=2' for python 3.11, 3.12. There is no old for python 3.11, 3.12")]
    public void A_python_that_fits_nothing_is_named(string specs, string expected)
    {
        var indexes = MemoryChannel.Create("test",
        [
            MemoryChannel.Record("python", "3.9.1"), MemoryChannel.Record("python", "3.11.2"), MemoryChannel.Record("python", "3.12.0"),
            MemoryChannel.Record("numpy", "1.26", ["python >=3.9,<3.10.0a0"]),
            MemoryChannel.Record("numpy", "2.0", ["python >=3.11,<3.12.0a0"], build: "py311"),
            MemoryChannel.Record("numpy", "2.1", ["python_abi 3.12.* *_cp312"], build: "py312"),
            MemoryChannel.Record("python_abi", "3.12", ["python 3.12.*"], build: "8_cp312"),
            MemoryChannel.Record("old", "1", ["python >=3.9,<3.10.0a0"]),
        ]);
        var request = Request(indexes, []) with
        {
            Specs = [.. specs.Split(' ').Select(text => new RequestedSpec(MatchSpec.Parse(text), null, text))],
        };
        var result = CondaSolver.Solve(request, indexes, NullReporter.Instance);

        Assert.IsFalse(result.IsSolved);
        Assert.AreEqual("ENV3025", result.Diagnostics[0].Code);
        StringAssert.Contains(result.Diagnostics[0].Message, expected);
    }

    [TestMethod]
    public async Task A_channel_that_hides_another_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/linux-64/repodata.json", """{"packages": {"x-1-0.tar.bz2": {"name": "x", "version": "1", "build": "0", "build_number": 0}}}""");
        folder.Write("b/linux-64/repodata.json", """{"packages": {"x-2-0.tar.bz2": {"name": "x", "version": "2", "build": "0", "build_number": 0}}}""");
        var source = new RepodataSource(null, null, TimeProvider.System, NullReporter.Instance);
        var request = new SolveRequest
        {
            Platform = "linux-64",
            Channels = [Conda.Channel.Parse($"{folder.Path}/a"), Conda.Channel.Parse($"{folder.Path}/b")],
            Specs = [At("x=2", 3)],
        };
        var solver = new CondaSolver(source, NullReporter.Instance);
        var strict = await solver.SolveAsync(request, CancellationToken.None);
        var flexible = await solver.SolveAsync(request with { ChannelPriority = ChannelPriority.Flexible }, CancellationToken.None);

        Assert.AreEqual("ENV3026", strict.Diagnostics.Single().Code);
        Assert.IsTrue(flexible.IsSolved);
    }

    [TestMethod]
    public async Task Likely_mistakes_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("linux-64/repodata.json", """{"packages.conda": {"scikit-learn-1.0-0.conda": {"name": "scikit-learn", "version": "1.0", "build": "0", "build_number": 0}}}""");
        folder.Write("win-64/repodata.json", """{"packages": {"pywin32-1.0-0.tar.bz2": {"name": "pywin32", "version": "1.0", "build": "0", "build_number": 0}}}""");
        var source = new RepodataSource(null, null, TimeProvider.System, NullReporter.Instance);
        var request = new SolveRequest
        {
            Platform = "linux-64",
            Channels = [Conda.Channel.Parse(folder.Path)],
            Specs = [At("scikit_learn", 3), At("pywin32", 4), At("scikit-learn=9", 5), At("quite-unknown", 6)],
        };
        var result = await new CondaSolver(source, NullReporter.Instance).SolveAsync(request, CancellationToken.None);

        Assert.AreEqual("ENV3022 ENV3023 ENV3024 ENV3021", string.Join(' ', result.Diagnostics.Select(item => item.Code)));
        StringAssert.Contains(result.Diagnostics[0].Message, "'scikit-learn'");
        StringAssert.Contains(result.Diagnostics[1].Message, "win-64");
        StringAssert.Contains(result.Diagnostics[2].Message, "1.0");
    }

    [TestMethod]
    public void Python_stands_before_what_needs_it_even_in_a_circle()
    {
        var indexes = MemoryChannel.Create("test",
            [MemoryChannel.Record("python", "3.12", ["pip"]), MemoryChannel.Record("pip", "24", ["python"])]);

        Assert.AreEqual("python pip", string.Join(' ', Solve(indexes, "pip").Packages.Select(record => record.Name)));
    }

    private static List<RepodataIndex> TwoChannels =>
    [
        .. MemoryChannel.Create("first", [MemoryChannel.Record("tool", "1")]),
        .. MemoryChannel.Create("second", [MemoryChannel.Record("tool", "2")]),
    ];

    private static RequestedSpec At(string spec, int line) =>
        new(MatchSpec.Parse(spec), new SourceLocation("/project/environment.yml", new SourceSpan(line, 5, line, 10)));

    private static SolveRequest Request(List<RepodataIndex> indexes, string[] specs) => new()
    {
        Platform = "linux-64",
        Channels = [.. indexes.Select(index => index.Channel).Distinct()],
        Specs = [.. specs.Select(spec => new RequestedSpec(MatchSpec.Parse(spec)))],
    };

    private static SolveResult Solve(List<RepodataIndex> indexes, params string[] specs) =>
        Solve(ChannelPriority.Strict, indexes, specs);

    private static SolveResult Solve(ChannelPriority priority, List<RepodataIndex> indexes, params string[] specs) =>
        CondaSolver.Solve(Request(indexes, specs) with { ChannelPriority = priority }, indexes, NullReporter.Instance);

    private static string Show(SolveResult result) => result.Explanation
        ?? string.Join(' ', result.Packages.Select(record => $"{record.ChannelName}::{record.DistName}").Order());
}
