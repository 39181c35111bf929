using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;
using EnvBuild.SampleChannel;
using EnvBuild.Testing;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Tests;

/// <summary>What has to run: steps, Dockerfiles, scripts of packages.</summary>
[TestClass]
public sealed class EngineTests
{
    private const string Libc = "virtual_packages: {__glibc: '2.36'}";

    // Two runs of it make different files.
    private const string Step = "RUN date +%s%N > /when";

    private static readonly PackageRecipe Scripted = new("scripted", "1.5", "noarch")
    {
        Build = "h12_3",
        Files =
        [
            PackageFile.Text("share/scripted", "scripted\n"),
            PackageFile.Text("etc/conda/activate.d/scripted.sh", "export ACTIVATED=yes\n"),
            PackageFile.Text(
                "bin/.scripted-post-link.sh",
                """
                echo "$PREFIX $PKG_NAME $PKG_VERSION $PKG_BUILDNUM $ACTIVATED" > "$PREFIX/share/made"
                echo a message of the package >> "$PREFIX/.messages.txt"

                """),
        ],
    };

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Steps_run_once_for_their_base_whatever_the_packages()
    {
        using var place = await PlaceWithEngineAsync();
        _ = await ShellImage.MakeAsync(place, "one");

        var first = await place.BuildAsync(place.DefineOn(StepsOn("oci:./base-one", Step)));
        var second = await place.BuildAsync(place.DefineOn(StepsOn("oci:./base-one", Step), "alpha, beta"));
        var other = await place.BuildAsync(place.DefineOn(StepsOn("oci:./base-one", Step, "RUN echo b > /b")));

        Assert.AreEqual((await LayersAsync(place, first))[2], (await LayersAsync(place, second))[2]);
        Assert.HasCount((await LayersAsync(place, first)).Count + 1, await LayersAsync(place, other));
        Assert.Contains("steps:", other.Reason);
        Assert.Contains(
            line => line.StartsWith("[1/1]", StringComparison.Ordinal),
            place.Reporter.Details,
            string.Join('\n', place.Reporter.Details));
    }

    [TestMethod]
    public async Task Steps_on_a_base_of_a_registry_leave_its_layers_where_they_are()
    {
        using var place = await PlaceWithEngineAsync();
        using var registry = await RunningRegistry.StartAsync(TestContext.CancellationToken);
        var basis = await ShellImage.MakeAsync(place, "one");
        await basis.PushAsync(place, $"{registry.Host}/bases/shell:1");

        var built = await place.BuildAsync(
            place.DefineOn(StepsOn($"{registry.Host}/bases/shell:1", "RUN cat /etc/mark > /copy")));

        var layers = await LayersAsync(place, built);
        Assert.IsTrue(basis.Layers.SequenceEqual(layers.Take(2)));
        var store = new BlobStore(place.Store);
        Assert.IsTrue(basis.Layers.All(layer => store.GetLength(layer) is null), "a layer of the base was downloaded");
    }

    [TestMethod]
    public async Task A_failing_step_is_told_at_its_line()
    {
        using var place = await PlaceWithEngineAsync();
        _ = await ShellImage.MakeAsync(place, "one");

        var outcome = await place.TryBuildAsync(
            place.DefineOn(StepsOn("oci:./base-one", "RUN echo fine", "RUN echo wrong >&2; exit 7")));

        var error = outcome.Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.AreEqual(DiagnosticCatalog.StepFailed.Code, error.Code);
        Assert.AreEqual(9, error.Location?.Span?.Line);
        Assert.Contains("7", error.Message);
        Assert.Contains("wrong", error.Message);
        Assert.IsNull(await new Workspace(new BlobStore(place.Store), TimeProvider.System).FindAsync("place", null, default));
    }

    [TestMethod]
    public async Task A_Dockerfile_of_Azure_ML_v1_is_run_and_fails_at_its_line()
    {
        using var place = await PlaceWithEngineAsync();
        string Definition(string dockerfile) => place.Write(
            "azureml_environment.json",
            $$$"""
            { "name": "place",
              "docker": { "baseImage": null,
                          "baseDockerfile": "{{{dockerfile}}}" },
              "python": { "condaDependencies": { "channels": ["./channel"], "dependencies": ["alpha"] } } }
            """);

        var built = await place.BuildAsync(Definition("FROM scratch\\nWORKDIR /made\\nENV FROM_TEXT=yes\\n"));
        var failed = await place.TryBuildAsync(Definition("FROM scratch\\nRUN [\\\"/no\\\"]\\n"));

        Assert.Contains("FROM_TEXT=yes", (await ConfigAsync(place, built)).Config!.Env!);
        var error = failed.Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.AreEqual(3, error.Location?.Span?.Line, error.ToString());
    }

    [TestMethod]
    public async Task A_secret_asks_for_BuildKit_where_it_is_mounted_and_only_there()
    {
        using var place = await PlaceWithEngineAsync();
        _ = await ShellImage.MakeAsync(place, "one");
        place.Settings = place.Settings with { Secrets = [new BuildSecret("token", place.Write("token", "s3cret"))] };

        _ = await place.BuildAsync(place.DefineOn(StepsOn("oci:./base-one", "RUN echo plain")));
        var outcome = await place.TryBuildAsync(
            place.DefineOn(StepsOn("oci:./base-one", "RUN --mount=type=secret,id=token cat /run/secrets/token")));

        // The place has no docker command, and so no BuildKit.
        Place.HasCode(DiagnosticCatalog.BuildKitMissing, outcome);
    }

    [TestMethod]
    [DataRow("steps: [RUN echo a]", "'steps'")]
    [DataRow("build: {path: context}", "'build'")]
    public async Task Without_an_engine_the_key_that_needs_it_is_named(string keys, string named)
    {
        using var place = new Place();
        place.Variables["DOCKER_HOST"] = $"unix://{place.Path("nobody.sock")}";
        _ = place.Write("context/Dockerfile", "FROM scratch\nCOPY . /\n");

        var outcome = await place.TryBuildAsync(place.DefineOn($"{keys}\n{Libc}"));

        var error = outcome.Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.StartsWith("ENV60", error.Code);
        Assert.Contains(named, error.Message);
        Assert.AreEqual(5, error.Location?.Span?.Line);
    }

    [TestMethod]
    public async Task Packages_go_on_what_a_Dockerfile_makes_and_its_files_count()
    {
        using var place = await PlaceWithEngineAsync();
        _ = place.Write("context/Dockerfile", "FROM scratch\nCOPY data /data\n");
        _ = place.Write("context/data", "one");
        var definition = place.DefineOn($"build: {{path: context}}\n{Libc}");

        var first = await place.BuildAsync(definition);
        var same = await place.BuildAsync(definition);
        _ = place.Write("context/data", "two");
        var changed = await place.BuildAsync(definition);

        Assert.IsTrue(same.Reused);
        Assert.AreNotEqual(first.Fingerprint, changed.Fingerprint);
        Assert.AreNotEqual((await LayersAsync(place, first))[0], (await LayersAsync(place, changed))[0]);
        Assert.AreEqual((await LayersAsync(place, first))[1], (await LayersAsync(place, changed))[1]);
    }

    [TestMethod]
    public async Task Scripts_of_packages_run_in_the_finished_environment()
    {
        using var place = await PlaceWithEngineAsync(Scripted);
        _ = await ShellImage.MakeAsync(place, "one");
        var definition = place.DefineOn($"image: oci:./base-one\n{Libc}", "scripted");

        var outcome = await place.TryBuildAsync(definition);
        var renamed = await place.BuildAsync(place.DefineOn($"image: oci:./base-one\n{Libc}\nvariables: {{A: b}}", "scripted"));

        Assert.IsTrue(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        Assert.DoesNotContain(
            DiagnosticCatalog.LinkScriptNotRun.Code, outcome.Diagnostics.Select(diagnostic => diagnostic.Code));
        var layers = await LayersAsync(place, outcome.Images.Single());
        var made = await LayerText.ReadAsync(new BlobStore(place.Store), layers[^1]);
        Assert.AreEqual("/opt/env scripted 1.5 3 yes\n", made["opt/env/share/made"]);
        Assert.DoesNotContain("opt/env/.messages.txt", made.Keys);
        Assert.Contains(line => line.Contains("a message of the package", StringComparison.Ordinal), place.Reporter.Details);
        Assert.AreEqual(layers[^1], (await LayersAsync(place, renamed))[^1]);
    }

    [TestMethod]
    public async Task A_failing_script_names_its_package_and_makes_no_image()
    {
        using var place = await PlaceWithEngineAsync(
            Scripted with { Files = [PackageFile.Text("bin/.scripted-post-link.sh", "echo no luck; exit 9\n")] });
        _ = await ShellImage.MakeAsync(place, "one");

        var outcome = await place.TryBuildAsync(place.DefineOn($"image: oci:./base-one\n{Libc}", "scripted"));

        var error = outcome.Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.AreEqual(DiagnosticCatalog.ScriptFailed.Code, error.Code);
        Assert.Contains("scripted", error.Message);
        Assert.Contains("no luck", error.Message);
        Assert.AreEqual(4, error.Location?.Span?.Line);
        Assert.IsNull(await new Workspace(new BlobStore(place.Store), TimeProvider.System).FindAsync("place", null, default));
    }

    [TestMethod]
    public async Task Scripts_can_be_skipped_and_the_image_says_so()
    {
        using var place = new Place(Scripted);
        place.Settings = place.Settings with { PostLinkScripts = PostLinkScripts.Skip };

        var outcome = await place.TryBuildAsync(place.Define("scripted", Libc));

        Place.HasCode(DiagnosticCatalog.LinkScriptNotRun, outcome);
        var config = await ConfigAsync(place, outcome.Images.Single());
        Assert.AreEqual("skipped", config.Config!.Labels!["dev.envbuild.post-link-scripts"]);
    }

    [TestMethod]
    public async Task An_engine_that_is_not_needed_is_not_even_looked_for()
    {
        using var place = new Place();
        var asked = new List<string>();
        place.Settings = place.Settings with
        {
            Machine = new UserMachine(
                name =>
                {
                    asked.Add(name);
                    return null;
                },
                place.Path(".")),
        };

        _ = await place.BuildAsync(place.Define("beta", Libc));

        Assert.DoesNotContain(name => name.StartsWith("DOCKER", StringComparison.Ordinal), asked);
    }

    private static string StepsOn(string image, params ReadOnlySpan<string> steps) =>
        $"image: {image}\n{Libc}\nsteps:\n{string.Join('\n', steps.ToArray().Select(step => $"  - {step}"))}";

    private static async Task<IReadOnlyList<Digest>> LayersAsync(Place place, BuiltImage image) =>
        [.. (await ManifestAsync(place, image)).Layers.Select(layer => layer.Digest)];

    private static async Task<ImageConfig> ConfigAsync(Place place, BuiltImage image)
    {
        var digest = (await ManifestAsync(place, image)).Config.Digest;
        var json = await new BlobStore(place.Store).ReadAllBytesAsync(digest, default);
        return ManifestDocument.ParseConfig(json, "");
    }

    private static async Task<ImageManifest> ManifestAsync(Place place, BuiltImage image)
    {
        var json = await new BlobStore(place.Store).ReadAllBytesAsync(Digest.Parse(image.Digest), default);
        return ManifestDocument.Parse(json, "").Manifest!;
    }

    private async Task<Place> PlaceWithEngineAsync(params PackageRecipe[] packages)
    {
        var engine = await TestRun.GetEngineAsync(TestContext.CancellationToken);
        var place = new Place(packages);
        place.Variables["DOCKER_HOST"] = engine.Address;
        return place;
    }
}
