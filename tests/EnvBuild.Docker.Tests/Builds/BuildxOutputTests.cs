using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Testing;

namespace EnvBuild.Docker.Tests.Builds;

[TestClass]
public sealed class BuildxOutputTests
{
    private static readonly BuildPlan Plan = BuildPlan.OfDockerfile(
        "Dockerfile",
        "FROM a AS one\nRUN first\nFROM b\nCOPY --from=one x y\nRUN second\n",
        "/project/Dockerfile");

    private readonly RecordingReporter _reporter = new();

    [TestMethod]
    public void Each_line_belongs_to_the_step_that_it_names()
    {
        var output = new BuildxOutput(new BuildProgress(Plan, _reporter, SecretMask.None));
        foreach (var line in (string[])[
            "#0 building with \"default\" instance using docker driver",
            "#1 [internal] load build definition from Dockerfile",
            "#1 transferring dockerfile: 88B done",
            "#4 [one 2/2] RUN first",
            "#5 [stage-1 3/3] RUN second",
            "#4 0.105 of the first",
            "#5 0.222 of the second",
            "#4 DONE 0.3s",
        ])
        {
            output.Observe(line);
        }

        CollectionAssert.AreEqual(
            new[]
            {
                "[2/5] RUN first",
                "[5/5] RUN second",
                "[2/5] RUN first",
                "[2/5] of the first",
                "[5/5] RUN second",
                "[5/5] of the second",
            },
            _reporter.Details.ToArray(),
            string.Join('\n', _reporter.Details));
        Assert.IsNull(output.Failure);
    }

    [TestMethod]
    public void The_failing_step_is_that_of_the_error_not_the_last_that_spoke()
    {
        var progress = new BuildProgress(Plan, _reporter, SecretMask.None);
        var output = new BuildxOutput(progress);
        foreach (var line in (string[])[
            "#4 [one 2/2] RUN first",
            "#5 [stage-1 3/3] RUN second",
            "#5 0.1 words",
            "#4 ERROR: process \"/bin/sh -c first\" did not complete successfully: exit code: 4",
            "------",
            " > [one 2/2] RUN first:",
            "------",
            "ERROR: failed to build: failed to solve: process \"/bin/sh -c first\" did not complete successfully: exit code: 4",
        ])
        {
            output.Observe(line);
        }

        var diagnostic = progress.Fail(output.Failure!, 0).Diagnostics.Single();

        Assert.AreEqual(DiagnosticCatalog.StepFailed.Code, diagnostic.Code);
        Assert.AreEqual("/project/Dockerfile(2,1)", $"{diagnostic.Location}");
        StringAssert.Contains(diagnostic.Message, "exit code 4", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_mistake_is_told_at_its_line()
    {
        var progress = new BuildProgress(Plan, _reporter, SecretMask.None);
        var output = new BuildxOutput(progress);
        output.Observe("ERROR: failed to solve: dockerfile parse error on line 4: unknown flag: frm");

        var diagnostic = progress.Fail(output.Failure!, 0).Diagnostics.Single();

        Assert.AreEqual(DiagnosticCatalog.DockerfileInvalid.Code, diagnostic.Code);
        Assert.AreEqual("/project/Dockerfile(4,1)", $"{diagnostic.Location}");
    }
}
