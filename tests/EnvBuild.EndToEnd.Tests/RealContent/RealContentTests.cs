using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Stores;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.RealContent;

/// <summary>From <c>dotnet build</c> to a model that a container fits: real packages over Debian bases.</summary>
[TestClass]
public sealed class RealContentTests(TestContext context)
{
    private const string FitAndTell =
        """
        import json, platform, numpy, sklearn
        from sklearn.datasets import load_iris
        from sklearn.linear_model import LogisticRegression
        x, y = load_iris(return_X_y=True)
        model = LogisticRegression(max_iter=1000).fit(x, y)
        assert model.score(x, y) > 0.95
        print(json.dumps([platform.python_version(), numpy.__version__, sklearn.__version__]))
        """;

    [TestMethod]
    public async Task An_environment_over_libc_and_a_shell_fits_a_model_in_a_container()
    {
        var channel = Corpus.RequireChannel();
        var image = await TestRun.MinimalBase.GetAsync(context.CancellationToken);
        await BuildLoadAndFitAsync(image.Reference, channel);
    }

    [TestMethod]
    public async Task An_environment_over_a_minimal_Debian_system_fits_a_model_in_a_container()
    {
        var channel = Corpus.RequireChannel();
        var image = await TestRun.SystemBase.GetAsync(context.CancellationToken);
        await BuildLoadAndFitAsync(image.Reference, channel);
    }

    private async Task BuildLoadAndFitAsync(string baseImage, string channel)
    {
        var cancellationToken = context.CancellationToken;
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        using var place = await Workplace.MakeAsync(cancellationToken);
        await SdkProject.WriteAsync(place, "project", cancellationToken);
        var definition = place.Write(
            "project/environment.yml",
            Definitions.Over(baseImage, "model", channel, "python=3.11", "numpy", "scikit-learn"));

        var built = await place.Dotnet("build", place["project"], "-tl:off").SucceedsAsync(cancellationToken);
        StringAssert.Contains(built.Output, "environment 'model' (linux-64): built", StringComparison.Ordinal);
        var again = await place.BuildAsync(definition, cancellationToken);
        Assert.IsTrue(again.Reused, "The tool builds what MSBuild has built.");
        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);

        var archive = place["model.tar"];
        _ = await place.Tool("export", "model", "--output", archive).SucceedsAsync(cancellationToken);
        var loaded = await engine.LoadAsync(archive, cancellationToken);
        StringAssert.Contains(loaded, "model:1", StringComparison.Ordinal);
        var run = (await engine.RunAsync("model:1", cancellationToken, "python", "-c", FitAndTell)).Succeeds();

        var locked = await LockedVersions.ReadAsync(place, definition, cancellationToken);
        var expected = $"""["{locked["python"]}", "{locked["numpy"]}", "{locked["scikit-learn"]}"]""";
        Assert.AreEqual(expected, run.Output.Trim());
    }
}
