using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Locks;

/// <summary>Locks of conda-lock and mamba.</summary>
[TestClass]
public sealed class LockCorpusTests
{
    [TestMethod]
    public void Good_locks_of_others_are_read_and_written_without_loss()
    {
        var (read, packages) = (0, 0);
        foreach (var path in GoodLocks())
        {
            var locked = LockReader.Read(File.ReadAllText(path), path);
            var text = LockWriter.Write(locked);
            var again = LockReader.Read(text, path);

            Assert.AreEqual(text, LockWriter.Write(again), path);
            Assert.HasCount(locked.Packages.Length, again.Packages, path);
            CollectionAssert.AreEquivalent(
                locked.Packages.Select(Show).ToArray(), again.Packages.Select(Show).ToArray(), path);
            foreach (var package in locked.Packages)
            {
                Assert.Contains(package.Platform, locked.Platforms, path);
            }

            read++;
            packages += locked.Packages.Length;
        }

        Assert.IsGreaterThan(10, read);
        Assert.IsGreaterThan(1000, packages);
    }

    [TestMethod]
    public void Every_dependency_of_a_good_lock_is_a_match_spec()
    {
        foreach (var package in GoodLocks().SelectMany(path => LockReader.Read(File.ReadAllText(path), path).Packages))
        {
            foreach (var (name, constraint) in package.Dependencies.Where(_ => package.Manager == "conda"))
            {
                var text = $"{name} {constraint}";
                Assert.IsTrue(MatchSpec.TryParse(text, out _, out var error), $"{text}: {error}");
            }
        }
    }

    [TestMethod]
    [DataRow("bad_package-lock.yaml", "'metadata' is missing")]
    [DataRow("bad_version-lock.yaml", "its version is '-1'")]
    public void Bad_locks_of_others_are_refused_with_the_reason(string name, string reason)
    {
        var path = Locks().Single(path => Path.GetFileName(path) == name);
        var error = Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(File.ReadAllText(path), path));

        Assert.AreEqual("ENV3050", error.Diagnostics.Single().Code);
        StringAssert.Contains(error.Message, reason);
    }

    private static string Show(LockedPackage package) => string.Join(
        '|',
        package.Manager, package.Name, package.Version, package.Platform, package.Url, package.Md5, package.Sha256,
        package.Category, package.IsOptional,
        string.Join(',', package.Dependencies.Select(pair => $"{pair.Key} {pair.Value}")));

    private static IEnumerable<string> GoodLocks() =>
        Locks().Where(path => !Path.GetFileName(path).StartsWith("bad_", StringComparison.Ordinal));

    private static IEnumerable<string> Locks() => Directory
        .EnumerateFiles(Corpus.Require("conda/locks"), "*lock.y*ml", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal);
}
