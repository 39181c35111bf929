using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Tests;

[TestClass]
public sealed class BuildTests
{
    [TestMethod]
    public async Task A_first_build_says_so_and_the_second_reuses()
    {
        using var place = new Place();
        var definition = place.Define("beta");

        var first = await place.BuildAsync(definition);
        var second = await place.BuildAsync(definition);

        Assert.IsFalse(first.Reused);
        Assert.AreEqual("first build", first.Reason);
        Assert.IsTrue(second.Reused);
        Assert.AreEqual("fingerprint unchanged", second.Reason);
        Assert.AreEqual(first.Digest, second.Digest);
    }

    [TestMethod]
    public async Task A_changed_version_is_built_and_named()
    {
        using var place = new Place();
        await place.BuildAsync(place.Define("alpha=1.0"));

        var changed = await place.BuildAsync(place.Define("alpha=2.0"));

        Assert.IsFalse(changed.Reused);
        Assert.Contains("conda:", changed.Reason);
        Assert.Contains("2.0", changed.Reason);
    }

    [TestMethod]
    [DataRow("variables: {MODE: test}", "variables")]
    [DataRow("# a comment", "fingerprint unchanged")]
    public async Task What_is_not_in_the_fingerprint_never_rebuilds(string addition, string reason)
    {
        using var place = new Place();
        var before = await place.BuildAsync(place.Define("beta"));

        var after = await place.BuildAsync(place.Define("beta", addition));

        Assert.AreEqual(before.Fingerprint, after.Fingerprint);
        Assert.IsTrue(after.Reused);
        Assert.Contains(reason, after.Reason);
    }

    [TestMethod]
    public async Task A_new_name_reuses_what_the_fingerprint_has()
    {
        using var place = new Place();
        var before = await place.BuildAsync(place.Define("beta"));
        var definition = place.Define("beta").Replace("environment.yml", "renamed.yml", StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            definition,
            (await File.ReadAllTextAsync(place.Path("environment.yml")))
                .Replace("name: place", "name: other", StringComparison.Ordinal));

        var renamed = await place.BuildAsync(definition);

        Assert.AreEqual("other:latest", renamed.Image);
        Assert.AreEqual(before.Lock, renamed.Lock);
        Assert.IsTrue(renamed.Reused, renamed.Reason);
    }

    [TestMethod]
    public async Task The_same_lock_gives_the_same_digest_in_another_store()
    {
        using var place = new Place();
        var definition = place.Define("beta, gamma");
        var one = await place.BuildAsync(definition);
        var other = await place.Builder("other-store")
            .BuildAsync(new BuildRequest { DefinitionPath = definition }, default);

        Assert.AreEqual(one.Digest, other.Images.Single().Digest);
        Assert.AreEqual(one.Lock, other.Images.Single().Lock);
    }

    [TestMethod]
    public async Task A_path_of_two_packages_is_a_warning_that_a_second_build_does_not_hide()
    {
        using var place = new Place();
        var definition = place.Define("alpha=2.0, gamma");
        var outcome = await place.TryBuildAsync(definition);
        Place.HasCode(DiagnosticCatalog.PathClobbered, outcome);

        Place.HasCode(DiagnosticCatalog.PathClobbered, await place.TryBuildAsync(definition));
        var renamed = await place.TryBuildAsync(definition, new BuildRequest { DefinitionPath = "", Tag = "renamed:1" });
        Assert.AreEqual(outcome.Images.Single().Digest, renamed.Images.Single().Digest);
    }

    [TestMethod]
    public async Task What_cannot_be_built_yet_is_refused_with_its_own_diagnostic()
    {
        using var place = new Place();
        var outcome = await place.TryBuildAsync(place.Define("alpha, {pip: [requests==2.31.0]}"));

        Assert.IsFalse(outcome.Succeeded);
        Assert.IsEmpty(outcome.Images);
        Assert.IsTrue(outcome.Diagnostics.Any(item => item.Severity == Severity.Error && item.Location is not null));
    }

    [TestMethod]
    public async Task A_channel_or_base_that_is_not_there_is_told_at_its_line()
    {
        using var place = new Place();
        var noChannel = place.Define("beta");
        await File.WriteAllTextAsync(
            noChannel, "channels:\n- ./channel\n- ./nowhere\ndependencies:\n- beta\n");
        var channel = (await place.TryBuildAsync(noChannel)).Diagnostics.First(item => item.Severity == Severity.Error);
        Assert.AreEqual(3, channel.Location?.Span?.Line);

        await File.WriteAllTextAsync(
            noChannel, "image: oci:nowhere\nconda_file:\n  channels: [./channel]\n  dependencies: [beta]\n");
        var image = (await place.TryBuildAsync(noChannel)).Diagnostics.First(item => item.Severity == Severity.Error);
        Assert.AreEqual(1, image.Location?.Span?.Line);
    }

    [TestMethod]
    public async Task A_tag_outside_the_grammar_is_refused()
    {
        using var place = new Place();
        var outcome = await place.TryBuildAsync(place.Define("beta"), new BuildRequest { DefinitionPath = "", Tag = "A B:c" });
        Place.HasCode(DiagnosticCatalog.TagInvalid, outcome);
    }

    [TestMethod]
    public async Task An_unsolvable_definition_points_at_its_line_and_leaves_no_image()
    {
        using var place = new Place();
        var outcome = await place.TryBuildAsync(place.Define("beta, alpha=3.0"));

        var error = outcome.Diagnostics.First(item => item.Severity == Severity.Error);
        Assert.AreEqual(3, error.Location?.Span?.Line);
        Assert.Contains("alpha", error.Message);
        Assert.IsEmpty(outcome.Images);
    }

    [TestMethod]
    public async Task A_cancelled_build_throws_and_registers_nothing()
    {
        using var place = new Place();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var request = new BuildRequest { DefinitionPath = place.Define("beta") };

        await Assert.ThrowsAsync<OperationCanceledException>(() => place.Builder().BuildAsync(request, cancelled.Token));
        Assert.IsFalse(Directory.Exists(Path.Combine(place.Store, "refs")) && Directory.EnumerateFiles(Path.Combine(place.Store, "refs")).Any());
    }

    [TestMethod]
    public async Task A_lost_layer_is_written_again()
    {
        using var place = new Place();
        var definition = place.Define("beta");
        var before = await place.BuildAsync(definition);
        foreach (var blob in Directory.EnumerateFiles(Path.Combine(place.Store, "blobs", "sha256")))
        {
            File.Delete(blob);
        }

        Assert.IsFalse(await place.Builder().ExistsAsync(before.Digest, default));
        var after = await place.BuildAsync(definition);

        Assert.AreEqual(before.Digest, after.Digest);
        Assert.IsFalse(after.Reused);
        Assert.IsTrue(await place.Builder().ExistsAsync(after.Digest, default));
    }
}
