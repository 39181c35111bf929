using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Tests;

[TestClass]
public sealed class LockTests
{
    [TestMethod]
    public async Task A_lock_beside_the_definition_is_written_once_and_kept()
    {
        using var place = new Place();
        var request = new BuildRequest { DefinitionPath = place.Define("beta") };
        var first = await place.Builder().LockAsync(request, update: false, default);
        var text = await File.ReadAllTextAsync(place.Path("environment.conda-lock.yml"));
        var second = await place.Builder().LockAsync(request, update: false, default);

        Assert.IsTrue(first.Lock!.Changed);
        Assert.AreEqual(2, first.Lock.PackageCounts["linux-64"]);
        Assert.IsFalse(second.Lock!.Changed);
        Assert.AreEqual(text, await File.ReadAllTextAsync(place.Path("environment.conda-lock.yml")));
        Assert.Contains("url: './channel/noarch/alpha-2.0-0.conda'", text.Replace("\"", "'", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task An_existing_lock_rules_over_newer_packages()
    {
        using var place = new Place();
        var definition = place.Define("alpha=1.0");
        await place.Builder().LockAsync(new BuildRequest { DefinitionPath = definition }, update: false, default);
        var path = place.Path("environment.conda-lock.yml");
        var locked = await File.ReadAllTextAsync(path);
        definition = place.Define("alpha");
        await place.Builder("elsewhere")
            .LockAsync(new BuildRequest { DefinitionPath = definition }, update: false, default);
        var unpinned = await File.ReadAllTextAsync(path);
        Assert.Contains("alpha-2.0", unpinned);

        var fingerprint = unpinned.Split('\n')
            .First(line => line.Contains("envbuild.fingerprint", StringComparison.Ordinal));
        var old = locked.Split('\n').First(line => line.Contains("envbuild.fingerprint", StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, locked.Replace(old, fingerprint, StringComparison.Ordinal));
        var built = await place.BuildAsync(definition);
        var layers = await File.ReadAllTextAsync(Path.Combine(place.Store, "blobs", "sha256", built.Digest[7..]));

        Assert.IsNotEmpty(layers);
        Assert.Contains("alpha-1.0", await File.ReadAllTextAsync(path));
    }

    [TestMethod]
    public async Task Locked_mode_needs_the_file()
    {
        using var place = new Place();
        var outcome = await place.TryBuildAsync(place.Define("beta"), new BuildRequest { DefinitionPath = "", LockedMode = true });
        Place.HasCode(DiagnosticCatalog.LockMissing, outcome);
    }

    [TestMethod]
    public async Task Locked_mode_refuses_a_lock_of_another_definition_and_changes_nothing()
    {
        using var place = new Place();
        await place.Builder()
            .LockAsync(new BuildRequest { DefinitionPath = place.Define("beta") }, update: false, default);
        var before = await File.ReadAllBytesAsync(place.Path("environment.conda-lock.yml"));

        var outcome = await place.TryBuildAsync(place.Define("gamma"), new BuildRequest { DefinitionPath = "", LockedMode = true });

        Place.HasCode(DiagnosticCatalog.LockOutOfDate, outcome);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(place.Path("environment.conda-lock.yml")));
    }

    [TestMethod]
    public async Task A_lock_without_our_own_texts_is_used_if_it_meets_the_definition()
    {
        using var place = new Place();
        var definition = place.Define("alpha=1.0");
        await place.Builder("elsewhere")
            .LockAsync(new BuildRequest { DefinitionPath = definition }, update: false, default);
        var path = place.Path("environment.conda-lock.yml");
        var lines = (await File.ReadAllLinesAsync(path))
            .Where(line => !line.Contains("envbuild.", StringComparison.Ordinal) && !line.Contains("custom_metadata", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(path, lines);
        var foreign = await File.ReadAllTextAsync(path);

        await place.BuildAsync(place.Define("alpha"));
        Assert.AreEqual(foreign, await File.ReadAllTextAsync(path));

        await place.BuildAsync(place.Define("alpha=2.0"));
        Assert.Contains("alpha-2.0", await File.ReadAllTextAsync(path));
    }

    [TestMethod]
    public async Task Another_platform_is_added_and_the_first_does_not_move()
    {
        using var place = new Place();
        var definition = place.Define("beta");
        var first = await place.BuildAsync(definition);
        var both = await place.TryBuildAsync(
            definition, new BuildRequest { DefinitionPath = "", Platforms = ["linux-64", "linux-aarch64"] });

        Assert.HasCount(2, both.Images, string.Join('\n', both.Diagnostics));
        Assert.AreEqual(first.Digest, both.Images[0].Digest);
        Assert.AreNotEqual(first.Digest, both.Images[1].Digest);
    }

    [TestMethod]
    public async Task A_platform_built_later_stands_beside_the_first()
    {
        using var place = new Place();
        var definition = place.Define("beta");
        await place.BuildAsync(definition);
        var later = await place.BuildAsync(definition, new BuildRequest { DefinitionPath = "", Platforms = ["linux-aarch64"] });
        Assert.Contains("linux-aarch64", later.Reason);

        var workspace = new Workspace(new BlobStore(place.Store), TimeProvider.System);
        var environment = await workspace.FindAsync("place", null, default);
        CollectionAssert.AreEqual(
            new[] { "linux-64", "linux-aarch64" }, environment!.Images.Select(image => image.Platform).ToArray());
    }

    [TestMethod]
    [DataRow("a b")]
    [DataRow("osx-64")]
    public async Task A_platform_that_cannot_be_built_leaves_the_lock_as_it_was(string platform)
    {
        using var place = new Place();
        var definition = place.Define("beta");
        await place.Builder().LockAsync(new BuildRequest { DefinitionPath = definition }, update: false, default);
        var before = await File.ReadAllTextAsync(place.Path("environment.conda-lock.yml"));

        var outcome = await place.TryBuildAsync(definition, new BuildRequest { DefinitionPath = "", Platforms = [platform] });

        Assert.IsFalse(outcome.Succeeded);
        Assert.AreEqual(before, await File.ReadAllTextAsync(place.Path("environment.conda-lock.yml")));
        await place.BuildAsync(definition);
    }

    [TestMethod]
    public async Task A_broken_lock_is_an_error_that_an_update_repairs()
    {
        using var place = new Place();
        var request = new BuildRequest { DefinitionPath = place.Define("beta") };
        await File.WriteAllTextAsync(place.Path("environment.conda-lock.yml"), "package: [\n");

        Place.HasCode(DiagnosticCatalog.LockInvalid, await place.TryBuildAsync(request.DefinitionPath));
        var repaired = await place.Builder().LockAsync(request, update: true, default);

        Assert.IsNotNull(repaired.Lock);
        await place.BuildAsync(request.DefinitionPath);
    }

    [TestMethod]
    public async Task Pip_packages_of_a_lock_need_a_python_and_are_not_left_out()
    {
        using var place = new Place();
        var definition = place.Define("alpha=1.0");
        await place.Builder().LockAsync(new BuildRequest { DefinitionPath = definition }, update: false, default);
        await File.AppendAllTextAsync(place.Path("environment.conda-lock.yml"), $"""
            - name: requests
              version: 2.31.0
              manager: pip
              platform: linux-64
              dependencies:
              url: https://example.org/requests-2.31.0-py3-none-any.whl
              hash:
                sha256: {new string('a', 64)}
              category: main
              optional: false

            """);

        Place.HasCode(DiagnosticCatalog.PipNeedsPython, await place.TryBuildAsync(definition));
    }
}
