using System.Text.Json;

namespace EnvBuild.Conda.Tests;

[TestClass]
public sealed class CondaVersionCorpusTests
{
    private static readonly Lazy<JsonElement> Versions = new(() => CorpusJson.Read("conda/versions.json"));

    [TestMethod]
    public void All_real_versions_stand_in_the_order_of_conda()
    {
        var classes = Versions.Value.GetProperty("order").EnumerateArray()
            .Select(group => group.EnumerateArray().Select(text => CondaVersion.Parse(text.GetString()!)).ToArray())
            .ToArray();

        for (var i = 0; i < classes.Length; i++)
        {
            foreach (var version in classes[i])
            {
                Assert.AreEqual(0, version.CompareTo(classes[i][0]), $"{version} == {classes[i][0]}");
                Assert.AreEqual(classes[i][0].GetHashCode(), version.GetHashCode(), $"hash of {version}");
                Assert.IsTrue(i == 0 || classes[i - 1].All(lower => lower < version), $"{classes[Math.Max(0, i - 1)][0]} < {version}");
            }
        }

        Assert.IsGreaterThan(10_000, classes.Length);
    }

    [TestMethod]
    public void The_order_holds_between_versions_that_are_far_apart()
    {
        var versions = Versions.Value.GetProperty("order").EnumerateArray()
            .Select(group => CondaVersion.Parse(group[0].GetString()!)).ToArray();
        for (var i = 0; i < 200_000; i++)
        {
            var (left, right) = (i * 7919L % versions.Length, i * 104_729L % versions.Length);
            Assert.AreEqual(
                Math.Sign(left.CompareTo(right)),
                Math.Sign(versions[left].CompareTo(versions[right])),
                $"{versions[left]} and {versions[right]}");
        }
    }

    [TestMethod]
    public void Texts_that_conda_refuses_are_refused_with_a_reason()
    {
        foreach (var text in Versions.Value.GetProperty("invalid").EnumerateArray())
        {
            Assert.IsFalse(CondaVersion.TryParse(text.GetString()!, out _, out var reason), text.GetString());
            Assert.IsNotEmpty(reason);
        }
    }

    [TestMethod]
    public void Chains_from_the_tests_of_others_hold()
    {
        foreach (var chain in Versions.Value.GetProperty("handwritten").EnumerateObject())
        {
            CondaVersion? previous = null;
            foreach (var link in chain.Value.EnumerateArray())
            {
                var version = CondaVersion.Parse(link[1].GetString()!);
                var expected = link[0].GetString() switch { "<" => -1, "==" => 0, _ => int.MinValue };
                if (previous is not null && expected != int.MinValue)
                {
                    Assert.AreEqual(expected, Math.Sign(previous.CompareTo(version)), $"{chain.Name}: {previous} {version}");
                }

                previous = version;
            }
        }
    }

    [TestMethod]
    public void Components_are_those_of_conda()
    {
        foreach (var sample in Versions.Value.GetProperty("parsed_sample").EnumerateObject())
        {
            var version = CondaVersion.Parse(sample.Name);
            Assert.AreEqual(Show(sample.Value.GetProperty("main")), Show(version.Main), sample.Name);
            Assert.AreEqual(Show(sample.Value.GetProperty("local")), Show(version.Local), sample.Name);
        }
    }

    private static string Show(JsonElement components) => string.Join(
        '.', components.EnumerateArray().Select(item => string.Join(' ', item.EnumerateArray().Select(atom => atom.ToString()))));

    private static string Show(VersionAtom[][] components) => string.Join(
        '.', components.Select(item => string.Join(' ', item.Select(atom => atom.Rank == 3 ? "inf" : atom.Text ?? atom.Number.ToString()))));
}
