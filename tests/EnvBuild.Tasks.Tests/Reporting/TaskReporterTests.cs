using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Reporting;
using EnvBuild.Tasks.Tests.Engine;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Tests.Reporting;

[TestClass]
public sealed class TaskReporterTests
{
    [TestMethod]
    public void A_diagnostic_keeps_its_code_its_place_and_its_link()
    {
        var engine = new RecordingBuildEngine();
        var location = new SourceLocation("/project/environment.yml", new SourceSpan(3, 5, 4, 9));

        Reporter(engine).Report(DiagnosticCatalog.FileNotFound.At(location, "a {0} b"));

        var error = Assert.ContainsSingle(engine.Errors);
        Assert.AreEqual("ENV0003", error.Code);
        Assert.AreEqual("https://envbuild.dev/diagnostics/ENV0003", error.HelpLink);
        Assert.AreEqual("/project/environment.yml", error.File);
        Assert.AreEqual(
            (3, 5, 4, 9), (error.LineNumber, error.ColumnNumber, error.EndLineNumber, error.EndColumnNumber));
        Assert.Contains("a {0} b", error.Message!);
    }

    [TestMethod]
    public void A_diagnostic_without_a_place_names_the_project()
    {
        var engine = new RecordingBuildEngine();

        Reporter(engine).Report(DiagnosticCatalog.ConstantsNeedCSharp.At(null, "F#"));

        Assert.AreEqual("/project/p.csproj", Assert.ContainsSingle(engine.Warnings).File);
    }

    private static TaskReporter Reporter(RecordingBuildEngine engine) =>
        new(new TaskLoggingHelper(engine, "BuildEnvironmentImages"), "/project/p.csproj");
}
