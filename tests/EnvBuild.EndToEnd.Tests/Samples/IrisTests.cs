using EnvBuild.EndToEnd.Tests.Products;

namespace EnvBuild.EndToEnd.Tests.Samples;

/// <summary>The iris sample, with an offline channel as conda-forge and a base of Debian packages.</summary>
[TestClass]
public sealed class IrisTests(TestContext context)
{
    [TestMethod]
    public async Task The_iris_sample_builds_from_a_channel_alias_and_trains_in_a_container()
    {
        var cancellationToken = context.CancellationToken;
        var minimal = await TestRun.MinimalBase.GetAsync(cancellationToken);
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        using var place = await Workplace.MakeAsync(cancellationToken);
        await SampleCopy.MakeAsync(place, "iris", minimal, cancellationToken);

        _ = await place.Dotnet("build", place["iris"], $"-p:EnvBuildChannelAlias={place["channels"]}")
            .SucceedsAsync(cancellationToken);
        _ = await place.Tool("export", "iris", "--output", place["iris.tar"]).SucceedsAsync(cancellationToken);
        _ = await engine.LoadAsync(place["iris.tar"], cancellationToken);
        var train = await engine.Docker(
            "run", "--rm", "--network=none", "--volume", $"{place["iris"]}:/w:ro", "iris:1", "python", "/w/train.py")
            .SucceedsAsync(cancellationToken);

        StringAssert.Contains(train.Output, "\"accuracy\": 0.9", StringComparison.Ordinal);
    }
}
