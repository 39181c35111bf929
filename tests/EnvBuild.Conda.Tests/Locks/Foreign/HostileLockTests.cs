using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Locks.Foreign;

/// <summary>Whatever stands in a file, both ways of reading refuse it within seconds, with its place.</summary>
[TestClass]
public sealed class HostileLockTests
{
    public static IEnumerable<object[]> Texts =>
    [
        [Bomb("metadata: *z"), "holds more than"],
        [Bomb("? *z\n: 1"), "holds more than"],
        ["metadata: &a\n- *a\n", "alias"],
        ["? &a [*a]\n: 1\n", "alias"],
        ["metadata: *nowhere\n", "alias"],
        [new string('[', 100_000), "nested too deeply"],
        [string.Concat(Enumerable.Repeat("- ", 100_000)), "nested too deeply"],
        ["metadata: [", ""],
        ["metadata: \"", ""],
        ["\0\u0001\u0002", ""],
        ["metadata: {a: 1, a: 2}\n", ""],
        ["metadata: {}\n---\nmetadata: {}\n", "not one YAML mapping"],
        ["just text", ""],
        ["", ""],
        [$"metadata: {{}}\npackage: [{string.Concat(Enumerable.Repeat("[],", 2_100_000))}]", "holds more than"],
        [$"# {new string('x', 17 * 1024 * 1024)}\nmetadata: {{}}\n", "larger than 16 MiB"],
        [$"metadata: {{}}\npackage:\n{Packages(30_000)}{Packages(1)}", "'p0' stands there twice"],
    ];

    [TestMethod]
    [DynamicData(nameof(Texts))]
    public void A_hostile_text_is_refused_within_seconds(string text, string reason)
    {
        var clock = Stopwatch.StartNew();
        var beside = Assert.ThrowsExactly<EnvBuildException>(() => LockReader.Read(text, "lock.yml"))
            .Diagnostics.Single();
        var imported = ForeignLocks.Refuse(text);

        Assert.AreEqual(("ENV3050", "ENV3052"), (beside.Code, imported.Code));
        Assert.AreEqual("lock.yml", beside.Location!.File);
        StringAssert.Contains(beside.Message, reason);
        StringAssert.Contains(imported.Message, reason);
        Assert.IsLessThan(30, clock.Elapsed.TotalSeconds);
    }

    [TestMethod]
    public void A_chain_longer_than_the_stack_is_ordered()
    {
        var chain = Enumerable.Range(0, 200_000).Select(number => new LockedPackage
        {
            Name = $"p{number}",
            Version = "1",
            Manager = "conda",
            Platform = "linux-64",
            Url = "u",
            Dependencies = LockDependencies.Of([$"p{number + 1}"]),
        });

        Assert.AreEqual("p199999", InstallationOrder.Sort(chain)[0].Name);
    }

    [TestMethod]
    [SuppressMessage(
        "Security", "CA5394:Do not use insecure randomness", Justification = "Chooses what a test breaks.")]
    public void Half_of_a_lock_never_ends_in_anything_but_a_diagnostic()
    {
        var text = $"version: 6\nenvironments:\n  default:\n    channels: []\n    packages:\n      linux-64:\n"
            + "      - conda: https://h.example/linux-64/b-1-0.conda\npackages:\n"
            + $"- conda: https://h.example/linux-64/b-1-0.conda\n  sha256: {new string('a', 64)}\n  depends: ['c >=1']\n";
        var random = new Random(20261125);
        for (var round = 0; round < 3_000; round++)
        {
            var broken = new StringBuilder(text[..random.Next(text.Length + 1)]);
            for (var change = random.Next(4); change > 0 && broken.Length > 0; change--)
            {
                broken[random.Next(broken.Length)] = "[]{}:-&*!|>'\"\n #@,0a"[random.Next(20)];
            }

            try
            {
                _ = ForeignLocks.Read($"{broken}", ForeignLocks.Options);
            }
            catch (EnvBuildException exception)
            {
                Assert.IsTrue(exception.Diagnostics.All(item => item.Location is not null), $"{broken}");
            }
        }
    }

    private static string Bomb(string end)
    {
        var text = new StringBuilder("a: &a [1,1,1,1,1,1,1,1,1,1]\n");
        for (var letter = 'b'; letter <= 'z'; letter++)
        {
            var before = (char)(letter - 1);
            text.Append($"{letter}: &{letter} [{string.Join(',', Enumerable.Repeat($"*{before}", 10))}]\n");
        }

        return text.Append(end).Append('\n').ToString();
    }

    private static string Packages(int count) => string.Concat(Enumerable.Range(0, count).Select(number =>
        $"- {{name: p{number}, version: '1', manager: pip, platform: linux-64, url: u}}\n"));
}
