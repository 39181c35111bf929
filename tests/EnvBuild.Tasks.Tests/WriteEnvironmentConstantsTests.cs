using EnvBuild.Tasks.Tests.Engine;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class WriteEnvironmentConstantsTests
{
    [TestMethod]
    public void Writes_the_references_of_the_images()
    {
        using var project = new ProjectOnDisk();
        project.RecordImage();

        Assert.IsTrue(Run(project, new RecordingBuildEngine()));

        var text = File.ReadAllText(project["obj/Constants.cs"]);
        Assert.Contains("namespace Some.Project;", text);
        Assert.Contains("internal static class EnvironmentImages", text);
        Assert.Contains("internal static class Iris", text);
        Assert.Contains("internal const string Image = \"iris:1\";", text);
    }

    [TestMethod]
    public void Keeps_the_last_good_class_while_there_are_no_images()
    {
        using var project = new ProjectOnDisk();
        project.Write("obj/Constants.cs", "// the last good one");

        Assert.IsTrue(Run(project, new RecordingBuildEngine()));

        Assert.AreEqual("// the last good one", File.ReadAllText(project["obj/Constants.cs"]));
    }

    [TestMethod]
    public void Makes_an_empty_class_before_the_first_build()
    {
        using var project = new ProjectOnDisk();

        Assert.IsTrue(Run(project, new RecordingBuildEngine()));

        Assert.Contains("internal static class EnvironmentImages\n{\n}", File.ReadAllText(project["obj/Constants.cs"]));
    }

    [TestMethod]
    public void Warns_where_the_language_is_not_CSharp()
    {
        using var project = new ProjectOnDisk();
        var engine = new RecordingBuildEngine();

        Assert.IsTrue(Run(project, engine, "F#"));

        Assert.AreEqual("ENV0101", Assert.ContainsSingle(engine.Warnings).Code);
        Assert.IsFalse(File.Exists(project["obj/Constants.cs"]));
    }

    private static bool Run(ProjectOnDisk project, RecordingBuildEngine engine, string language = "C#") =>
        new WriteEnvironmentConstants
        {
            BuildEngine = engine,
            ImagesFile = project.ImagesFile,
            OutputFile = project["obj/Constants.cs"],
            Namespace = "Some.Project",
            ClassName = "EnvironmentImages",
            Language = language,
            ProjectFile = project.ProjectFile,
        }.Execute();
}
