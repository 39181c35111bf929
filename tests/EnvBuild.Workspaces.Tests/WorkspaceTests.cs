using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Workspaces.Tests;

[TestClass]
public sealed class WorkspaceTests
{
    private static readonly byte[] Definition = "name: iris\n"u8.ToArray();

    [TestMethod]
    public async Task An_equal_registration_is_the_same_version_and_a_changed_definition_the_next()
    {
        using var folder = new TemporaryFolder();
        var workspace = Open(folder);
        var first = await workspace.RegisterAsync(Record("a"), null, Definition, default);
        var again = await workspace.RegisterAsync(Record("a"), null, Definition, default);
        var next = await workspace.RegisterAsync(Record("b") with { Definition = Hash('2') }, null, Definition, default);

        Assert.AreEqual("1", first.Version);
        Assert.AreEqual(first.Registered, again.Registered);
        Assert.AreEqual("2", next.Version);
        Assert.HasCount(2, await workspace.ListAsync(default));
    }

    [TestMethod]
    public async Task The_record_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var registered = await Open(folder).RegisterAsync(Record("a"), "2.1", Definition, default);
        var found = await Open(folder).FindAsync("iris", "2.1", default);

        Assert.AreEqual("2.1", found!.Version);
        Assert.AreEqual(registered.Registered, found.Registered);
        CollectionAssert.AreEqual(registered.Images.ToArray(), found.Images.ToArray());
        CollectionAssert.AreEqual(registered.Explanation["conda"].ToArray(), found.Explanation["conda"].ToArray());
    }

    [TestMethod]
    public async Task A_lock_belongs_to_its_fingerprint()
    {
        using var folder = new TemporaryFolder();
        var workspace = Open(folder);
        await workspace.SaveLockAsync(new string('a', 64), "version: 1\n"u8.ToArray(), default);

        CollectionAssert.AreEqual("version: 1\n"u8.ToArray(), await Open(folder).FindLockAsync(new string('a', 64), default));
        Assert.IsNull(await workspace.FindLockAsync(new string('b', 64), default));
    }

    [TestMethod]
    public async Task Digits_that_fit_several_environments_are_ambiguous()
    {
        using var folder = new TemporaryFolder();
        var workspace = Open(folder);
        await workspace.RegisterAsync(Record("aaaaaaaa1") with { Name = "one" }, null, Definition, default);
        await workspace.RegisterAsync(Record("aaaaaaaa2") with { Name = "two" }, null, Definition, default);

        Assert.AreEqual("one", (await workspace.ResolveAsync("aaaaaaaa1", default)).Name);
        var ambiguous = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => workspace.ResolveAsync("aaaaaaaa", default));
        Assert.AreEqual(DiagnosticCatalog.EnvironmentAmbiguous.Code, ambiguous.Diagnostics[0].Code);
        var missing = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => workspace.ResolveAsync("on", default));
        Assert.Contains("Did you mean one?", missing.Diagnostics[0].Message);
    }

    private static Workspace Open(TemporaryFolder folder) => new(new BlobStore(folder["store"]), TimeProvider.System);

    private static string Hash(char digit) => $"sha256:{new string(digit, 64)}";

    private static EnvironmentVersion Record(string fingerprint) => new()
    {
        Name = "iris",
        Version = "",
        Fingerprint = fingerprint.PadRight(64, '0'),
        Branches = ImmutableSortedDictionary<string, string>.Empty.Add("conda", "c"),
        Explanation = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("conda", ["package: numpy"]),
        Locks = ImmutableSortedDictionary<string, string>.Empty.Add("linux-64", new string('l', 64)),
        Images = [new EnvironmentImage("linux-64", "iris:latest", Hash('3'))],
        Definition = Digest.Of(Definition).ToString(),
    };
}
