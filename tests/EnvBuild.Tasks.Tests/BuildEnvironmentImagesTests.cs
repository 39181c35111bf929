using EnvBuild.Tasks.Tests.Engine;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class BuildEnvironmentImagesTests
{
    [TestMethod]
    public void A_cancelled_build_is_a_failed_build()
    {
        using var project = new ProjectOnDisk();
        var engine = new RecordingBuildEngine();
        using var build = Task(project, engine);
        build.Cancel();

        Assert.IsFalse(build.Execute());

        Assert.AreEqual("ENV0002", Assert.ContainsSingle(engine.Errors).Code);
        Assert.IsFalse(File.Exists(project.ImagesFile));
    }

    [TestMethod]
    public void The_node_is_free_for_other_projects_during_the_work_and_taken_back_after_it()
    {
        using var project = new ProjectOnDisk();
        var engine = new RecordingBuildEngine();
        using var build = Task(project, engine);
        build.Cancel();

        build.Execute();

        Assert.AreEqual((1, 1), engine.Turns);
    }

    [TestMethod]
    public void Offline_no_server_is_asked()
    {
        using var project = new ProjectOnDisk();
        project.Write("environment.yml", "channels: ['http://127.0.0.1:1/team']\ndependencies: [tool]\n");
        var engine = new RecordingBuildEngine();
        using var build = Task(project, engine);
        build.Offline = true;

        Assert.IsFalse(build.Execute());

        Assert.AreEqual("ENV3015", Assert.ContainsSingle(engine.Errors).Code);
    }

    private static BuildEnvironmentImages Task(ProjectOnDisk project, RecordingBuildEngine engine) => new()
    {
        BuildEngine = engine,
        Environments = [project.EnvironmentItem()],
        InputsFile = project.InputsFile,
        ImagesFile = project.ImagesFile,
        ProjectFile = project.ProjectFile,
        Store = project.Store,
        Cache = project["cache"],
    };
}
