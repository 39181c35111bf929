using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Locks.Export;
using EnvBuild.Conda.Locks.Foreign;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Locks.Foreign;

/// <summary>Locks that conda, conda-lock and mamba keep among their own tests.</summary>
[TestClass]
public sealed class ForeignLockCorpusTests
{
    [TestMethod]
    public void Lists_of_others_are_read_and_written_without_loss()
    {
        var (lists, packages) = (0, 0);
        var files = Files().Where(path => File.ReadAllText(path).Contains("@EXPLICIT", StringComparison.Ordinal));
        foreach (var path in files)
        {
            var text = File.ReadAllText(path);
            var read = ForeignLockReader.Read(text, path, ForeignLocks.Options);
            var addresses = text.Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.Contains("://", StringComparison.Ordinal) && !line.StartsWith('#'))
                .Select(line => line.Split('#')[0])
                .ToList();

            Assert.AreEqual(ForeignLockFormat.Explicit, read.Format, path);
            CollectionAssert.AreEquivalent(addresses, read.Lock.Packages.Select(package => package.Url).ToList(), path);
            var platform = read.Lock.Platforms.Single();
            var again = ForeignLockReader.Read(ExplicitWriter.Write(read.Lock, platform), path, ForeignLocks.Options);
            CollectionAssert.AreEquivalent(
                read.Lock.Packages.Select(Show).ToList(), again.Lock.Packages.Select(Show).ToList(), path);
            _ = LockReader.Read(LockWriter.Write(read.Lock), path);
            (lists, packages) = (lists + 1, packages + read.Lock.Packages.Length);
        }

        Assert.IsGreaterThan(5, lists);
        Assert.IsGreaterThan(500, packages);
    }

    [TestMethod]
    public void Unified_locks_of_others_are_read_and_bad_ones_refused()
    {
        foreach (var path in Files("*lock.y*ml"))
        {
            if (Path.GetFileName(path).StartsWith("bad_", StringComparison.Ordinal))
            {
                var error = Assert.ThrowsExactly<EnvBuildException>(() => Read(path));
                Assert.AreEqual("ENV3052", error.Diagnostics.Single().Code, path);
                Assert.IsNotNull(error.Diagnostics.Single().Location!.Span, path);
            }
            else
            {
                Assert.AreEqual(ForeignLockFormat.CondaLock, Read(path).Format, path);
            }
        }
    }

    [TestMethod]
    public void Environment_files_are_no_locks()
    {
        foreach (var path in Files("environment*.y*ml"))
        {
            var error = Assert.ThrowsExactly<EnvBuildException>(() => Read(path));
            StringAssert.Contains(error.Message, "use it as a definition", path);
        }
    }

    private static ForeignLockFile Read(string path) =>
        ForeignLockReader.Read(File.ReadAllText(path), path, ForeignLocks.Options);

    private static string Show(LockedPackage package) =>
        string.Join('|', package.Name, package.Version, package.Platform, package.Url, package.Sha256 ?? package.Md5);

    private static IEnumerable<string> Files(string pattern = "*") => Directory
        .EnumerateFiles(Corpus.Require("conda/locks"), pattern, SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);
}
