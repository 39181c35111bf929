using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Locks;

/// <summary>YAML that would take down who reads it as a tree, and YAML that the parser itself does not bear.</summary>
[TestClass]
public sealed class HostileLockTests
{
    [TestMethod]
    [DataRow("&a [*a]: b", "has no anchor that is complete")]
    [DataRow("? &a [*a]\n: b", "has no anchor that is complete")]
    [DataRow("a: &a [*a]", "has no anchor that is complete")]
    [DataRow("a: &a {b: {c: *a}}", "has no anchor that is complete")]
    [DataRow("? [x]\n: b", "'metadata' is missing")]
    [DataRow("? {x: y}\n: b", "'metadata' is missing")]
    [DataRow("a: &a x\n*a : b", "'metadata' is missing")]
    [DataRow("content_hash: {linux->\n64: abc}", "a bracket or quote")]
    [DataRow("metadata: {!!bin[[[ary a: [b]}", "")]
    [DataRow("metadata: {channels: ['']}\npackage: []", "a channel has no url")]
    public void It_is_refused_with_a_reason(string text, string told)
    {
        var error = Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(text, "/work/a.conda-lock.yml"));
        Assert.AreEqual("ENV3050", error.Diagnostics.Single().Code);
        Assert.Contains(told, error.Message);
    }

    [TestMethod]
    public void Deep_levels_are_refused_however_they_are_written()
    {
        foreach (var text in (string[])[new string('[', 50_000), string.Concat(Enumerable.Repeat("{a: ", 50_000))])
        {
            var error = Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(text, "/work/a.conda-lock.yml"));
            Assert.AreEqual("ENV3050", error.Diagnostics.Single().Code);
        }
    }

    [TestMethod]
    public void A_node_that_is_used_twice_is_no_harm()
    {
        var read = LockReader.Read(
            """
            metadata: {channels: [c], platforms: [linux-64], content_hash: &none {}, custom_metadata: *none}
            package: []
            """,
            "/work/a.conda-lock.yml");
        Assert.HasCount(1, read.Channels);
    }

    [TestMethod]
    public void Long_keys_are_written_so_that_they_are_read_again()
    {
        var key = new string('k', 3000);
        var locked = new CondaLock { ContentHashes = CondaLock.EmptyMap.Add(key, "a").Add("b", "c") };
        var again = LockReader.Read(LockWriter.Write(locked), "lock");
        Assert.AreEqual("a", again.ContentHashes[key]);
        Assert.AreEqual("c", again.ContentHashes["b"]);
    }

    [TestMethod]
    [DataRow("\u2028")]
    [DataRow("\u2029")]
    [DataRow("\ufeff")]
    [DataRow("a\u2028b\u0007")]
    public void Ends_of_lines_of_Unicode_are_written_so_that_they_are_read_again(string text)
    {
        var locked = new CondaLock { Channels = [$"x{text}y"] };
        Assert.AreEqual($"x{text}y", LockReader.Read(LockWriter.Write(locked), "lock").Channels.Single());
    }
}
