using EnvBuild.Building.Registries;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Storage;
using EnvBuild.SampleChannel;
using EnvBuild.Testing;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Tests;

/// <summary>Bases that stay in a registry.</summary>
[TestClass]
public sealed class RegistryBaseTests
{
    private const string LibcGiven = "virtual_packages: {__glibc: '2.36'}";

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Layers_of_a_base_are_neither_downloaded_nor_sent_to_the_registry_that_has_them()
    {
        using var place = new Place();
        using var registry = await RunningRegistry.StartAsync(TestContext.CancellationToken);
        var basis = await ShellImage.MakeAsync(place, "one");
        await basis.PushAsync(place, $"{registry.Host}/bases/shell:1");

        var built = await place.BuildAsync(place.DefineOn($"image: {registry.Host}/bases/shell:1\n{LibcGiven}"));

        var store = new BlobStore(place.Store);
        Assert.IsTrue(basis.Layers.All(layer => store.GetLength(layer) is null), "a layer of the base was downloaded");
        var outcome = await PushAsync(place, $"{registry.Host}/team/place:1");
        Assert.AreEqual(2, outcome.Mounted);
        Assert.IsTrue(basis.Layers.All(layer => store.GetLength(layer) is null), "a layer of the base was downloaded");
        Assert.AreEqual(built.Digest, outcome.Reference.Digest.ToString());
    }

    [TestMethod]
    public async Task The_lock_keeps_the_base_when_its_tag_moves()
    {
        using var place = new Place();
        using var registry = await RunningRegistry.StartAsync(TestContext.CancellationToken);
        var reference = $"{registry.Host}/bases/shell:1";
        await (await ShellImage.MakeAsync(place, "one")).PushAsync(place, reference);
        var definition = place.DefineOn($"image: {reference}\n{LibcGiven}");
        await place.Builder().LockAsync(new BuildRequest { DefinitionPath = definition }, update: false, default);
        var first = await place.BuildAsync(definition);
        await (await ShellImage.MakeAsync(place, "two")).PushAsync(place, reference);

        var elsewhere = await place.Builder("other-store")
            .BuildAsync(new BuildRequest { DefinitionPath = definition, LockedMode = true }, default);

        Assert.IsTrue(elsewhere.Succeeded, string.Join('\n', elsewhere.Diagnostics));
        Assert.AreEqual(first.Digest, elsewhere.Images.Single().Digest);
    }

    [TestMethod]
    public async Task A_base_that_is_known_needs_no_registry()
    {
        using var place = new Place();
        var registry = await RunningRegistry.StartAsync(TestContext.CancellationToken);
        string definition;
        using (registry)
        {
            var reference = $"{registry.Host}/bases/shell:1";
            await (await ShellImage.MakeAsync(place, "one")).PushAsync(place, reference);
            definition = place.DefineOn($"image: {reference}\n{LibcGiven}");
            _ = await place.BuildAsync(definition);
            _ = await place.BuildAsync(place.DefineOn($"image: {reference}\n{LibcGiven}", "beta"));
        }

        place.Settings = place.Settings with { Offline = true };
        place.DefineOn($"image: {registry.Host}/bases/shell:1\n{LibcGiven}\nvariables: {{A: b}}");
        var again = await place.BuildAsync(definition);

        Assert.IsTrue(again.Reused, again.Reason);
    }

    [TestMethod]
    public async Task Packages_are_chosen_for_the_C_library_of_the_base_and_only_its_layer_is_read()
    {
        using var place = new Place(Needing("old", "2.28"), Needing("new", "2.39"));
        using var registry = await RunningRegistry.StartAsync(TestContext.CancellationToken);
        var basis = await ShellImage.MakeAsync(place, "one", libc: "2.31");
        var reference = $"{registry.Host}/bases/shell:1";
        await basis.PushAsync(place, reference);

        _ = await place.BuildAsync(place.DefineOn($"image: {reference}", "old"));
        var refused = await place.TryBuildAsync(place.DefineOn($"image: {reference}", "new"));

        Assert.IsFalse(refused.Succeeded);
        Assert.Contains("__glibc", string.Join('\n', refused.Diagnostics));
        var store = new BlobStore(place.Store);
        Assert.IsNotNull(store.GetLength(basis.Layers[0]));
        Assert.IsNull(store.GetLength(basis.Layers[1]));
    }

    [TestMethod]
    public async Task A_base_that_does_not_exist_is_told_at_its_place()
    {
        using var place = new Place();
        using var registry = await RunningRegistry.StartAsync(TestContext.CancellationToken);

        var outcome = await place.TryBuildAsync(place.DefineOn($"image: {registry.Host}/bases/nothing:1"));

        var error = outcome.Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.AreEqual(DiagnosticCatalog.RegistryNotFound.Code, error.Code);
        Assert.AreEqual(5, error.Location?.Span?.Line);
    }

    [TestMethod]
    public async Task Offline_a_new_base_is_not_asked_for()
    {
        using var place = new Place();
        place.Settings = place.Settings with { Offline = true };

        var outcome = await place.TryBuildAsync(place.DefineOn("image: 127.0.0.1:1/bases/shell:1"));

        Place.HasCode(DiagnosticCatalog.RegistryOffline, outcome);
    }

    private static PackageRecipe Needing(string name, string libc) => new(name, "1.0", "noarch")
    {
        Depends = [$"__glibc >={libc}"],
        Files = [PackageFile.Text($"share/{name}", name)],
    };

    private static async Task<Oci.Registries.Transfers.PushOutcome> PushAsync(Place place, string target)
    {
        var store = new BlobStore(place.Store);
        var environment = await new Workspace(store, TimeProvider.System).FindAsync("place", null, default);
        using var registries = await RegistryConnection.OpenAsync(
            place.Settings, _ => null, place.Path("."), place.Reporter, default);
        return await registries.PushAsync(
            store, environment!.Images, RegistryReference.Parse(target), [], default);
    }
}
