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

        Assert.AreEqual(
            LockWriter.Write(locked), LockWriter.Write(locked with { Packages = [.. locked.Packages.Reverse()] }));
    }

    [TestMethod]
    public void Texts_that_YAML_would_take_for_something_else_stay_texts()
    {
        string[] texts =
            ["1.10", "1e3", "2024-01-01", "0x10", "yes", "null", "1_000", "1!2", "a: b", "it's", "#", "\u0085"];
        foreach (var text in texts)
        {
            var package = Package("a");
            package = package with { Dependencies = package.Dependencies.Add(text, text) };
            var again = LockReader.Read(LockWriter.Write(Lock(package)), "lock");
            Assert.AreEqual(KeyValuePair.Create(text, text), again.Packages[0].Dependencies.Single());
        }
    }

    [TestMethod]
    public void Credentials_are_never_written()
    {
        var url = "https://me:secret@host.example/t/tk-secret/c/noarch/a-1-0.conda";
        var locked = Lock(Package("a") with { Url = url });
        locked = locked with { Channels = ["https://host.example/t/tk-secret/c"] };

        Assert.DoesNotContain("secret", LockWriter.Write(locked));
    }

    [TestMethod]
    public void The_lock_id_moves_with_what_was_chosen_and_with_nothing_else()
    {
        var locked = Lock(Package("a"), Package("b"));
        var id = LockId.Compute(locked, "linux-64", 1);

        var reversed = locked with { Packages = [.. locked.Packages.Reverse()], Sources = ["x.yml"] };
        var other = Package("a") with { Sha256 = new string('1', 64) };
        var more = Lock([.. locked.Packages, Package("c") with { Platform = "win-64" }]);
        var based = locked.CustomMetadata.Add(LockMetadata.Base("linux-64"), "sha256:1");

        Assert.AreEqual(id, LockId.Compute(reversed, "linux-64", 1));
        Assert.AreEqual(id, LockId.Compute(more, "linux-64", 1));
        Assert.AreNotEqual(id, LockId.Compute(locked, "linux-64", 2));
        Assert.AreNotEqual(id, LockId.Compute(Lock(Package("a")), "linux-64", 1));
        Assert.AreNotEqual(id, LockId.Compute(Lock(other, Package("b")), "linux-64", 1));
        Assert.AreNotEqual(id, LockId.Compute(locked with { CustomMetadata = based }, "linux-64", 1));
    }

    [TestMethod]
    [DataRow("", "not one YAML mapping")]
    [DataRow("- a", "not one YAML mapping")]
    [DataRow("version: 2\nmetadata: {}", "its version is '2'")]
    [DataRow("version: 1", "'metadata' is missing")]
    [DataRow("metadata: {}\npackage: 3", "'package' is not a list")]
    [DataRow("metadata: {}\npackage: [{name: a}]", "'version' is missing")]
    [DataRow(
        "metadata: {}\npackage: [{name: a, version: '1', manager: npm, platform: linux-64, url: u}]",
        "neither conda nor pip")]
    [DataRow(
        "metadata: {}\npackage: [{name: a, version: '1', manager: conda, platform: p, url: u, hash: {md5: xyz}}]",
        "hash 'xyz'")]
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

    [TestMethod]
    [DataRow("1", "https://h.example/c/noarch/a-1-0.whl", 7, "'a-1-0.whl' is not the file of a conda package")]
    [DataRow("1", "https://h.example/c/noarch/a.conda", 7, "'a.conda' is not the file of a conda package")]
    [DataRow("1", "u", 7, "'u' is not the file of a conda package")]
    [DataRow("1..0", "https://h.example/c/noarch/a-1-0.conda", 4, "'1..0' of 'a' is not a version of conda")]
    [DataRow("1 2", "https://h.example/c/noarch/a-1-0.tar.bz2", 4, "'1 2' of 'a' is not a version of conda")]
    public void Conda_packages_without_a_conda_file_or_version_are_told_at_their_line(
        string version, string url, int line, string reason)
    {
        var text = $"metadata: {{}}\npackage:\n- name: a\n  version: '{version}'\n  manager: conda\n"
            + $"  platform: linux-64\n  url: {url}\n";
        var error = Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(text, "lock")).Diagnostics.Single();

        Assert.AreEqual(("ENV3050", line), (error.Code, error.Location!.Span!.Value.Line));
        StringAssert.Contains(error.Message, reason);
        Assert.HasCount(1, LockReader.Read(text.Replace("manager: conda", "manager: pip"), "lock").Packages);
    }

    [TestMethod]
    public void The_file_name_of_a_package_is_taken_apart_as_the_channel_wrote_it()
    {
        var package = Package("x264") with { Url = "https://h.example/c/linux-64/x264-1%21164-h1_2.tar.bz2#0123" };

        Assert.AreEqual("x264-1!164-h1_2.tar.bz2", package.FileName);
        Assert.AreEqual(new DistName("x264", "1!164", "h1_2", ".tar.bz2"), package.Dist);
    }

    [TestMethod]
    public void Other_categories_are_kept_and_not_built()
    {
        var main = Package("a");
        var locked = Lock(
            main, main with { Category = "dev", IsOptional = true }, Package("b") with { Category = "dev" },
            Package("c") with { IsOptional = true }, Package("d") with { Platform = "win-64" });
        var again = LockReader.Read(LockWriter.Write(locked), "lock");

        Assert.HasCount(5, again.Packages);
        var built = again.PackagesOf("linux-64").Single();
        Assert.AreEqual(("a", "main"), (built.Name, built.Category));
        Assert.AreEqual(LockId.Compute(Lock(main), "linux-64", 1), LockId.Compute(again, "linux-64", 1));
        Assert.AreEqual(
            LockWriter.Write(locked), LockWriter.Write(locked with { Packages = [.. locked.Packages.Reverse()] }));
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
