using EnvBuild.Tasks.Tests.Engine;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class ReadEnvironmentImagesTests
{
    [TestMethod]
    public void Gives_the_images_of_the_last_build()
    {
        using var project = new ProjectOnDisk();
        project.RecordImage();

        var image = Assert.ContainsSingle(Run(project).Images);

        Assert.AreEqual("iris:1", image.GetMetadata("Image"));
        Assert.AreEqual(project.DefinitionFile, image.GetMetadata("Definition"));
    }

    [TestMethod]
    public void Gives_nothing_and_does_not_fail_where_nothing_was_built()
    {
        using var project = new ProjectOnDisk();

        Assert.IsEmpty(Run(project).Images);
    }

    private static ReadEnvironmentImages Run(ProjectOnDisk project)
    {
        var engine = new RecordingBuildEngine();
        var read = new ReadEnvironmentImages { BuildEngine = engine, ImagesFile = project.ImagesFile };
        Assert.IsTrue(read.Execute());
        Assert.IsEmpty(engine.Errors);
        return read;
    }
}
