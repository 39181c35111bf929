using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Stores;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.RealContent;

/// <summary>Python and numpy from conda, the rest as wheels: from the definition to a container that uses both.</summary>
[TestClass]
public sealed class PipTests(TestContext context)
{
    private const string UseBoth =
        """
        import importlib.metadata, json, numpy, scipy, sklearn, flask, yaml, requests, jsonschema, regex
        from sklearn.datasets import load_iris
        from sklearn.linear_model import LogisticRegression
        x, y = load_iris(return_X_y=True)
        assert LogisticRegression(max_iter=1000).fit(x, y).score(x, y) > 0.95
        jsonschema.validate({"a": 1}, {"type": "object"})
        names = sorted(d.name.lower() for d in importlib.metadata.distributions())
        assert len(names) == len(set(names)), names
        installer = importlib.metadata.distribution("flask").read_text("INSTALLER").strip()
        print(json.dumps([numpy.__version__, scipy.__version__, flask.__name__, installer]))
        """;

    [TestMethod]
    public async Task Wheels_over_conda_packages_are_imported_and_their_scripts_run_in_a_container()
    {
        var cancellationToken = context.CancellationToken;
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        var basis = await TestRun.SystemBase.GetAsync(cancellationToken);
        using var place = await Workplace.MakeAsync(cancellationToken);
        var definition = Define(place, basis.Reference, "half-pip");

        var built = await place.BuildAsync(definition, cancellationToken);
        Assert.IsFalse(built.Reused);
        var again = await place.BuildAsync(definition, cancellationToken);
        Assert.IsTrue(again.Reused);
        Assert.AreEqual(built.Digest, again.Digest);
        await new StoreCheck(place.Store).VerifyAsync(cancellationToken);

        var archive = place["image.tar"];
        _ = await place.Tool("export", "half-pip", "--output", archive).SucceedsAsync(cancellationToken);
        _ = await engine.LoadAsync(archive, cancellationToken);
        var run = (await engine.RunAsync("half-pip:1", cancellationToken, "python", "-c", UseBoth)).Succeeds();
        var locked = await LockedVersions.ReadAsync(place, definition, cancellationToken);
        Assert.AreEqual(
            $"""["{locked["numpy"]}", "{locked["scipy"]}", "flask", "envbuild"]""", run.Output.Trim());
        var script = (await engine.RunAsync("half-pip:1", cancellationToken, "flask", "--version")).Succeeds();
        StringAssert.Contains(script.Output, $"Flask {locked["flask"]}", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_wheel_is_the_same_layer_in_every_environment_with_its_python()
    {
        var cancellationToken = context.CancellationToken;
        using var place = await Workplace.MakeAsync(cancellationToken);
        var one = await place.BuildAsync(Define(place, "scratch", "one"), cancellationToken);
        var two = await place.BuildAsync(
            Define(place, "scratch", "two", requirements: ["werkzeug", "click"]), cancellationToken);
        var layersOfOne = await LayersAsync(place, one.Digest);
        var layersOfTwo = await LayersAsync(place, two.Digest);

        // werkzeug, click and what the former needs; python and its packages.
        Assert.IsGreaterThanOrEqualTo(3, layersOfOne.Intersect(layersOfTwo).Count());
        using var elsewhere = place.Another();
        var other = await elsewhere.BuildAsync(Define(elsewhere, "scratch", "one"), cancellationToken);
        Assert.AreEqual(one.Digest, other.Digest, "Another machine builds other bytes.");
    }

    private static async Task<string[]> LayersAsync(Workplace place, string digest)
    {
        var blob = Path.Combine(place.Store, "blobs", "sha256", digest["sha256:".Length..]);
        using var manifest = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(blob));
        return
        [
            .. manifest.RootElement.GetProperty("layers").EnumerateArray()
                .Select(layer => layer.GetProperty("digest").GetString()!),
        ];
    }

    private static string Define(Workplace place, string basis, string name, params string[] requirements)
    {
        string[] asked = requirements.Length > 0
            ? requirements
            : ["scikit-learn", "flask", "jsonschema", "requests", "pyyaml", "regex"];
        return place.Write(
            $"{name}/environment.yml",
            $"""
            name: {name}
            version: 1
            image: {basis}
            conda_file:
              channels: [{Corpus.RequireChannel()}]
              dependencies:
              - python=3.11
              - numpy
              - pip:
                - --no-index
                - --find-links {Corpus.RequireWheels("debian-built")}
                - --find-links {Corpus.RequireWheels("pypi-repacked")}
            {string.Join('\n', asked.Select(requirement => $"    - {requirement}"))}

            """);
    }
}
