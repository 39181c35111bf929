using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Locks;

[TestClass]
public sealed class LockTests
{
    [TestMethod]
    public void The_order_of_packages_does_not_show_in_the_text()
    {
        var locked = Lock(Package("b"), Package("a"), Package("c"));

        Assert.AreEqual(LockWriter.Write(locked), LockWriter.Write(locked with { Packages = [.. locked.Packages.Reverse()] }));
    }

    [TestMethod]
    public void Texts_that_YAML_would_take_for_something_else_stay_texts()
    {
        foreach (var version in new[] { "1.10", "1e3", "2024-01-01", "0x10", "yes", "null", "1_000", "1!2", "a: b", "it's", "#", "\u0085" })
        {
            var again = LockReader.Read(LockWriter.Write(Lock(Package("a") with { Version = version })), "lock");
            Assert.AreEqual(version, again.Packages[0].Version);
        }
    }

    [TestMethod]
    public void Credentials_are_never_written()
    {
        var locked = Lock(Package("a") with { Url = "https://me:secret@host.example/t/tk-secret/c/noarch/a-1-0.conda" });
        locked = locked with { Channels = ["https://host.example/t/tk-secret/c"] };

        Assert.DoesNotContain("secret", LockWriter.Write(locked));
    }

    [TestMethod]
    public void The_lock_id_moves_with_what_was_chosen_and_with_nothing_else()
    {
        var locked = Lock(Package("a"), Package("b"));
        var id = LockId.Compute(locked, "linux-64", 1);

        Assert.AreEqual(id, LockId.Compute(locked with { Packages = [.. locked.Packages.Reverse()], Sources = ["x.yml"] }, "linux-64", 1));
        Assert.AreEqual(id, LockId.Compute(Lock([.. locked.Packages, Package("c") with { Platform = "win-64" }]), "linux-64", 1));
        Assert.AreNotEqual(id, LockId.Compute(locked, "linux-64", 2));
        Assert.AreNotEqual(id, LockId.Compute(Lock(Package("a")), "linux-64", 1));
        Assert.AreNotEqual(id, LockId.Compute(Lock(Package("a") with { Sha256 = new string('1', 64) }, Package("b")), "linux-64", 1));
        Assert.AreNotEqual(
            id,
            LockId.Compute(locked with { CustomMetadata = locked.CustomMetadata.Add(LockMetadata.Base("linux-64"), "sha256:1") }, "linux-64", 1));
    }

    [TestMethod]
    [DataRow("", "not one YAML mapping")]
    [DataRow("- a", "not one YAML mapping")]
    [DataRow("version: 2\nmetadata: {}", "its version is '2'")]
    [DataRow("version: 1", "'metadata' is missing")]
    [DataRow("metadata: {}\npackage: 3", "'package' is not a list")]
    [DataRow("metadata: {}\npackage: [{name: a}]", "'version' is missing")]
    [DataRow("metadata: {}\npackage: [{name: a, version: '1', manager: npm, platform: linux-64, url: u}]", "neither conda nor pip")]
    [DataRow("metadata: {}\npackage: [{name: a, version: '1', manager: conda, platform: p, url: u, hash: {md5: xyz}}]", "hash 'xyz'")]
    [DataRow("metadata: {a: 1, a: 2}", "")]
    [DataRow("metadata: {", "")]
    public void Broken_locks_are_told_with_their_place(string text, string reason)
    {
        var error = Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(text, "/p/conda-lock.yml"));

        Assert.AreEqual("ENV3050", error.Diagnostics.Single().Code);
        Assert.AreEqual("/p/conda-lock.yml", error.Diagnostics.Single().Location!.File);
        StringAssert.Contains(error.Message, reason);
    }

    [TestMethod]
    public void Packages_that_stand_twice_and_bottomless_texts_are_refused()
    {
        var twice = LockWriter.Write(Lock(Package("a"), Package("a")));

        Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(twice, "lock"));
        Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(new string('[', 200_000), "lock"));
    }

    private static CondaLock Lock(params LockedPackage[] packages) => new()
    {
        Platforms = ["linux-64"],
        Channels = ["https://conda.anaconda.org/conda-forge"],
        Packages = [.. packages],
    };

    private static LockedPackage Package(string name) => new()
    {
        Name = name,
        Version = "1",
        Manager = "conda",
        Platform = "linux-64",
        Url = $"https://conda.anaconda.org/conda-forge/noarch/{name}-1-0.conda",
        Sha256 = new string('0', 64),
    };
}
