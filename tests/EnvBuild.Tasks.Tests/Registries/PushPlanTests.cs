using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Registries;
using EnvBuild.Tasks.Tests.Engine;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Tests.Registries;

[TestClass]
public sealed class PushPlanTests
{
    [TestMethod]
    [DataRow("registry.example", "", "registry.example/train:1")]
    [DataRow("registry.example/team/", "", "registry.example/team/train:1")]
    [DataRow("registry.example:5000/team", "a/b", "registry.example:5000/team/a/b:1")]
    [DataRow("team", "", "docker.io/team/train:1")]
    public void An_environment_goes_below_the_registry_with_its_own_tag(
        string registry, string repository, string expected)
    {
        var push = Assert.ContainsSingle(Make([ImageItem.Of("train")], registry, repository));

        Assert.AreEqual(expected, push.Target.ToString());
        Assert.AreEqual("env-aaaaaaaaaaaa", push.FingerprintTag);
    }

    [TestMethod]
    public void Platforms_of_one_environment_go_together()
    {
        var push = Assert.ContainsSingle(
            Make([ImageItem.Of("train"), ImageItem.Of("train", "linux-aarch64")], "registry.example"));

        Assert.AreSequenceEqual(["linux-64", "linux-aarch64"], push.Images.Select(image => image.Platform));
    }

    [TestMethod]
    public void What_an_item_says_wins()
    {
        var pushes = PushPlan.Make(
            [
                Environment("train", ("Registry", "other.example"), ("Repository", "models/train")),
                Environment("serve"),
                Environment("lab", ("Push", "False")),
            ],
            [ImageItem.Of("train"), ImageItem.Of("serve"), ImageItem.Of("lab")],
            "registry.example",
            "",
            "/project/p.csproj");

        Assert.AreSequenceEqual(
            ["other.example/models/train:1", "registry.example/serve:1"],
            pushes.Select(push => push.Target.ToString()));
    }

    [TestMethod]
    public void Two_environments_of_one_place_are_an_error()
    {
        var failure = Assert.ThrowsExactly<EnvBuildException>(
            () => Make([ImageItem.Of("train"), ImageItem.Of("serve")], "registry.example", "all"));

        var diagnostic = Assert.ContainsSingle(failure.Diagnostics);
        Assert.AreEqual("ENV0105", diagnostic.Code);
        Assert.Contains("'train' and 'serve'", diagnostic.Message);
        Assert.Contains("'registry.example/all:1'", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("https://registry.example")]
    [DataRow("registry.example/Team")]
    public void A_place_that_is_none_is_an_error(string registry)
    {
        var failure = Assert.ThrowsExactly<EnvBuildException>(() => Make([ImageItem.Of("train")], registry));

        Assert.AreEqual("ENV5100", Assert.ContainsSingle(failure.Diagnostics).Code);
    }

    private static ImmutableArray<EnvironmentPush> Make(ITaskItem[] images, string registry, string repository = "") =>
        PushPlan.Make([Environment("train"), Environment("serve")], images, registry, repository, "/project/p.csproj");

    private static TaskItem Environment(string name, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem($"/project/{name}.yml");
        foreach (var (key, value) in metadata)
        {
            item.SetMetadata(key, value);
        }

        return item;
    }
}
