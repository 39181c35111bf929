using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Containers;
using EnvBuild.Tasks.Tests.Engine;

namespace EnvBuild.Tasks.Tests.Containers;

[TestClass]
public sealed class ContainerBaseChoiceTests
{
    private const string Project = "/project/p.csproj";

    [TestMethod]
    [DataRow("true", "linux-x64", "linux-64")]
    [DataRow("True", "linux-arm64", "linux-aarch64")]
    [DataRow("train", "linux-x64", "linux-64")]
    [DataRow("train.yml", "linux-x64", "linux-64")]
    public void The_environment_is_named_and_the_platform_follows_the_runtime(
        string wanted, string runtime, string platform)
    {
        var chosen = ContainerBaseChoice.Choose(
            [Train(), Train("linux-aarch64"), ImageItem.Of("unpushed")], wanted, [runtime], Project);

        Assert.AreEqual(platform, Assert.ContainsSingle(chosen).GetMetadata("Platform"));
    }

    [TestMethod]
    public void Several_runtimes_need_an_image_for_each()
    {
        var chosen = ContainerBaseChoice.Choose(
            [Train(), Train("linux-aarch64")], "true", ["linux-x64", "linux-arm64"], Project);

        Assert.HasCount(2, chosen);
    }

    [TestMethod]
    [DataRow("true", "serve, train")]
    [DataRow("other", "serve, train")]
    [DataRow("Train", "serve, train")]
    public void Where_it_does_not_say_one_the_error_tells_those_that_there_are(string wanted, string names)
    {
        var serve = ImageItem.Of("serve", pushed: "h/serve@sha256:2");

        var diagnostic = Failure(() => ContainerBaseChoice.Choose([Train(), serve], wanted, ["linux-x64"], Project));

        Assert.AreEqual("ENV0106", diagnostic.Code);
        Assert.Contains($"'{wanted}'", diagnostic.Message);
        Assert.Contains($": {names}.", diagnostic.Message);
        Assert.AreEqual(Project, diagnostic.Location!.File);
    }

    [TestMethod]
    public void Without_environments_there_are_none()
    {
        var diagnostic = Failure(() => ContainerBaseChoice.Choose([], "true", ["linux-x64"], Project));

        Assert.AreEqual("ENV0106", diagnostic.Code);
        Assert.Contains(": none.", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("linux-arm64")]
    [DataRow("linux-musl-x64")]
    [DataRow("win-x64")]
    public void A_runtime_without_an_image_is_an_error(string runtime)
    {
        var diagnostic = Failure(() => ContainerBaseChoice.Choose([Train()], "true", ["linux-x64", runtime], Project));

        Assert.AreEqual("ENV0107", diagnostic.Code);
        Assert.Contains($"'{runtime}'", diagnostic.Message);
        Assert.Contains("images for: linux-64.", diagnostic.Message);
    }

    private static Microsoft.Build.Utilities.TaskItem Train(string platform = "linux-64") =>
        ImageItem.Of("train", platform, pushed: "h/train@sha256:1");

    private static Diagnostic Failure(Action choose) =>
        Assert.ContainsSingle(Assert.ThrowsExactly<EnvBuildException>(choose).Diagnostics);
}
