using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;

namespace EnvBuild.Docker.Tests.Builds;

/// <summary>What an engine may answer to a build, and what the user sees.</summary>
[TestClass]
public sealed class MalformedAnswerTests : EngineTestBase
{
    private const string StepOne = """{"stream":"Step 1/2 : FROM scratch"}{"stream":"\n"}""";
    private const string StepTwo = """{"stream":"Step 2/2 : RUN work"}{"stream":"\n"}{"stream":"words\n"}""";

    [TestMethod]
    public async Task A_failure_in_a_stream_that_began_well_is_a_failure()
    {
        var diagnostic = await BuildFailsAsync(
            engine => engine.Answer(
                "POST /build",
                $$$"""
                {{{StepOne}}}
                {{{StepTwo}}}
                {"errorDetail":{"code":5,"message":"The command 'work' returned a non-zero code: 5"},"error":"x"}
                """),
            DiagnosticCatalog.StepFailed);

        Assert.AreEqual(At(3), diagnostic.Location);
        Assert.AreEqual("Step 1 of 1, 'RUN work', ended with exit code 5. Its last output was:\n  words", diagnostic.Message);
    }

    [TestMethod]
    public async Task Lines_of_BuildKit_do_no_harm()
    {
        var diagnostic = await BuildFailsAsync(
            engine => engine.Answer(
                "POST /build",
                $$"""
                {"id":"moby.buildkit.trace","aux":"Cm8KR3NoYTI1Njo1"}
                {{StepOne}}{{StepTwo}}
                {"error":"process \"work\" did not complete successfully: exit code: 9"}
                """),
            DiagnosticCatalog.StepFailed);

        StringAssert.Contains(diagnostic.Message, "exit code 9", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_stream_that_ends_in_the_middle_of_a_message_is_told()
    {
        var diagnostic = await BuildFailsAsync(
            engine => engine.Answer("POST /build", $"{StepOne}{{\"stream\":\"Step 2"),
            DiagnosticCatalog.EngineAnswerInvalid);

        StringAssert.Contains(diagnostic.Message, "asked to run the build", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_connection_that_breaks_in_the_middle_is_told() => await BuildFailsAsync(
        engine => engine.Break("POST /build", $"{StepOne}{{\"stream\":\"Step 2"), DiagnosticCatalog.EngineLost);

    [TestMethod]
    [DataRow("<html>a page of somebody else</html>")]
    [DataRow("[1,2]")]
    [DataRow("\"text\"")]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("{\"stream\":1}")]
    [DataRow("{\"aux\":{\"ID\":7}}")]
    public async Task Something_else_than_messages_is_told(string body) =>
        await BuildFailsAsync(engine => engine.Answer("POST /build", body), DiagnosticCatalog.EngineAnswerInvalid);

    [TestMethod]
    public async Task The_message_of_an_internal_error_is_told()
    {
        var diagnostic = await BuildFailsAsync(
            engine => engine.Answer("POST /build", """{"message":"no space left\non device"}""", 500),
            DiagnosticCatalog.EngineRefused);

        StringAssert.EndsWith(
            diagnostic.Message, "could not run the build: no space left on device.", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_refusal_before_the_first_step_is_about_the_instructions()
    {
        var diagnostic = await BuildFailsAsync(
            engine => engine.Answer(
                "POST /build", """{"message":"dockerfile parse error line 2: unknown instruction: RAN"}""", 400),
            DiagnosticCatalog.DockerfileInvalid);

        Assert.AreEqual(At(3), diagnostic.Location);
        StringAssert.Contains(diagnostic.Message, "unknown instruction: RAN", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Silence_is_no_failure_while_the_engine_is_there()
    {
        await using var engine = await FakeEngine.StartAsync(Folder, Cancellation);
        engine.Hang("POST /build", StepOne + StepTwo);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var building = BuildAsync(engine, cancel.Token);
        await Task.Delay(1500, Cancellation);

        Assert.IsFalse(building.IsCompleted);
        Assert.IsGreaterThan(2, engine.Requests.Count(request => request == "GET /_ping"));
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => building);
    }

    [TestMethod]
    public async Task An_engine_that_does_not_even_answer_a_ping_is_lost()
    {
        await using var engine = await FakeEngine.StartAsync(Folder, Cancellation);
        engine.Hang("POST /build", StepOne + StepTwo);
        engine.Hang("GET /_ping");

        var diagnostic = await FailsAsync(() => BuildAsync(engine, Cancellation), DiagnosticCatalog.EngineLost);

        StringAssert.Contains(diagnostic.Message, "no answer within 0.5 seconds", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Endless_lines_and_colours_do_not_reach_the_report()
    {
        var diagnostic = await BuildFailsAsync(
            engine => engine.Answer(
                "POST /build",
                StepOne + StepTwo + $$$"""
                {"stream":"\u001b[91mred\u001b[0m\n"}{"stream":"10%\r20%\r100%\n"}{"stream":"{{{new string('x', 100_000)}}}"}
                {"errorDetail":{"code":1,"message":"m"}}
                """),
            DiagnosticCatalog.StepFailed);

        StringAssert.Contains(diagnostic.Message, "  words\n  red\n  100%\n  xxx", StringComparison.Ordinal);
        Assert.IsTrue(Reporter.Details.All(detail => detail.Length < 20_000));
    }

    private async Task<Diagnostic> BuildFailsAsync(Action<FakeEngine> prepare, DiagnosticDescriptor expected)
    {
        await using var engine = await FakeEngine.StartAsync(Folder, Cancellation);
        prepare(engine);
        return await FailsAsync(() => BuildAsync(engine, Cancellation), expected);
    }

    private async Task BuildAsync(FakeEngine fake, CancellationToken cancellationToken)
    {
        var settings = SettingsFor(fake.Address) with
        {
            WatchInterval = TimeSpan.FromMilliseconds(200),
            AnswerLimit = TimeSpan.FromSeconds(0.5),
            CleanUpLimit = TimeSpan.FromSeconds(1),
        };
        using var engine = await ContainerEngine.ConnectAsync(settings, Need, cancellationToken);
        _ = await engine.RunStepsAsync(
            Store,
            BuildBase.InStore(BaseImage.Scratch(Platform.LinuxAmd64)),
            [new BuildStep("RUN work", At(3))],
            new BuildRequest(),
            cancellationToken);
    }
}
