using EnvBuild.Conda.Packages;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>conda's own unpacker (conda-package-handling) and ours over the same archives.</summary>
[TestClass]
public sealed class CondaUnpackTests(TestContext context)
{
    private const string Extract = """
        import os, sys
        from conda_package_handling.api import extract
        for name in sys.argv[2:]:
            extract(os.path.join(sys.argv[1], name), os.path.join(sys.argv[1], "out", name))
        """;

    private const string Transmute = """
        import os, sys
        from conda_package_handling.api import transmute
        os.mkdir(os.path.join(sys.argv[1], "other"))
        for name in sys.argv[2:]:
            form = ".tar.bz2" if name.endswith(".conda") else ".conda"
            transmute(os.path.join(sys.argv[1], name), form, os.path.join(sys.argv[1], "other"))
        """;

    // Of larger ones nothing new is to be learnt, and bzip2 is slow.
    private const long LargestToTransmute = 1 << 20;

    [TestMethod]
    public async Task Every_package_of_the_channel_is_unpacked_to_the_same_files()
    {
        using var shared = new CondaRootFolder();
        var names = CopyChannel(shared, long.MaxValue);
        await shared.RunAsync(Extract, names, context.CancellationToken);
        foreach (var name in names)
        {
            await CompareAsync(shared[name], shared[$"out/{name}"]);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Awkward_packages_are_unpacked_to_the_same_files(bool asBzip2)
    {
        using var shared = new CondaRootFolder();
        var package = AwkwardPackage.Make();
        var path = asBzip2 ? package.WriteBzip2(shared.Path) : package.WriteConda(shared.Path);
        var name = Path.GetFileName(path);
        await shared.RunAsync(Extract, [name], context.CancellationToken);
        await CompareAsync(path, shared[$"out/{name}"]);
    }

    [TestMethod]
    public async Task A_package_that_conda_turns_into_the_other_format_stays_the_same()
    {
        using var shared = new CondaRootFolder();
        List<string> names = [.. CopyChannel(shared, LargestToTransmute)];
        names.Add(Path.GetFileName(AwkwardPackage.Make().WriteConda(shared.Path)));
        await shared.RunAsync(Transmute, names, context.CancellationToken);
        foreach (var name in names)
        {
            var other = name.EndsWith(".conda", StringComparison.Ordinal)
                ? $"{name[..^".conda".Length]}.tar.bz2"
                : $"{name[..^".tar.bz2".Length]}.conda";
            await using var first = await PackageArchive.OpenAsync(shared[name], context.CancellationToken);
            await using var second = await PackageArchive.OpenAsync(
                shared[$"other/{other}"], context.CancellationToken);
            CollectionAssert.AreEqual(UnpackedTree.Of(first).ToList(), UnpackedTree.Of(second).ToList(), name);
        }
    }

    private static List<string> CopyChannel(CondaRootFolder shared, long largest)
    {
        List<string> names = [];
        foreach (var file in Directory.EnumerateFiles(Corpus.RequireChannel(), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".conda", StringComparison.Ordinal)
                || file.EndsWith(".tar.bz2", StringComparison.Ordinal))
            .Where(file => new FileInfo(file).Length <= largest))
        {
            names.Add(Path.GetFileName(file));
            File.Copy(file, shared[names[^1]]);
        }

        Assert.IsNotEmpty(names);
        return names;
    }

    private async Task CompareAsync(string path, string unpackedByConda)
    {
        await using var archive = await PackageArchive.OpenAsync(path, context.CancellationToken);
        CollectionAssert.AreEqual(
            UnpackedTree.Of(unpackedByConda).ToList(), UnpackedTree.Of(archive).ToList(), archive.FileName);
    }
}
