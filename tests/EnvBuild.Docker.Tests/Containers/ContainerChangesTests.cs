using EnvBuild.Docker.Containers;

namespace EnvBuild.Docker.Tests.Containers;

[TestClass]
public sealed class ContainerChangesTests
{
    [TestMethod]
    public void Of_a_new_folder_the_folder_alone_is_named()
    {
        var changes = ContainerChanges.Of(
            [("/opt", 0), ("/opt/new", 1), ("/opt/new/file", 1), ("/opt/new/deep", 1), ("/opt/new/deep/er", 1), ("/opt/newer", 1)]);

        CollectionAssert.AreEqual(new[] { "opt/new", "opt/newer" }, changes.Added.ToArray());
        Assert.IsEmpty(changes.Changed);
        Assert.IsEmpty(changes.Removed);
    }

    [TestMethod]
    public void A_folder_counts_as_changed_only_for_itself()
    {
        var changes = ContainerChanges.Of([("/a", 0), ("/a/b", 0), ("/a/b/file", 0), ("/mode", 0)]);

        CollectionAssert.AreEqual(new[] { "a/b/file", "mode" }, changes.Changed.ToArray());
    }

    [TestMethod]
    public void Of_a_removed_folder_the_folder_alone_is_named()
    {
        var changes = ContainerChanges.Of([("/a", 0), ("/a/gone", 2), ("/a/gone/too", 2), ("/a/gone-as-well", 2)]);

        CollectionAssert.AreEqual(new[] { "a/gone", "a/gone-as-well" }, changes.Removed.ToArray());
    }

    [TestMethod]
    [DataRow("/dev/console")]
    [DataRow("/proc")]
    [DataRow("/etc/hosts")]
    [DataRow("/.dockerenv")]
    [DataRow("/run/.containerenv")]
    public void What_the_engine_makes_does_not_count(string path)
    {
        var changes = ContainerChanges.Of([(path, 1)]);

        Assert.IsEmpty(changes.Added);
    }

    [TestMethod]
    [DataRow("/etc/hosts.allow")]
    [DataRow("/device")]
    [DataRow("/opt/etc/hosts")]
    public void What_has_a_similar_name_counts(string path) =>
        Assert.HasCount(1, ContainerChanges.Of([(path, 1)]).Added);

    [TestMethod]
    [DataRow(0x800001EDu, 0b111_101_101, true)]
    [DataRow(0x801003FFu & 0xFFFFF1FFu, 0b1_111_111_111, true)]
    [DataRow(0x008001EDu, 0b100_111_101_101, false)]
    [DataRow(0x004001A4u, 0b010_110_100_100, false)]
    public void Modes_of_Go_become_modes_of_Unix(uint mode, int expected, bool isDirectory)
    {
        Assert.AreEqual(expected, GoFileMode.ToPermissions(mode));
        Assert.AreEqual(isDirectory, GoFileMode.IsDirectory(mode));
    }
}
