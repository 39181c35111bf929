using CsCheck;

namespace EnvBuild.Conda.Tests;

/// <summary>Whatever the text, the parsers answer; what they accept, they can write and read again.</summary>
[TestClass]
public sealed class ParserFuzzTests
{
    private const int Inputs = 30_000;

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab19.*=<>!~,|()[]'\" :-_+^$#/@%"], 0, 24],
        Gen.String[0, 12],
        Gen.OneOfConst(
            "numpy", "conda-forge/linux-64::", "py*", ">=1.2,<2", "1!2.3+4", "=1.8", "==", "build=py*", "[version='", "']", " ", "*", "^1.*$",
            "~=1.2", "|3.*", ".dev1", "_", "https://u:p@host/t/x/c/", "noarch/a-1-0.conda", "#", " if ", "(", ")").Array[1, 6]
            .Select(string.Concat));

    [TestMethod]
    public void Match_specs_are_read_or_refused_and_canonical_texts_are_stable()
    {
        Texts.Sample(
            text =>
            {
                if (MatchSpec.TryParse(text, out var spec, out var error))
                {
                    var canonical = spec.ToString();
                    Assert.IsTrue(MatchSpec.TryParse(canonical, out var again, out var why), $"'{text}' is '{canonical}': {why}");
                    Assert.AreEqual(canonical, again.ToString(), text);
                }
                else
                {
                    Assert.IsInRange(0, Math.Max(text.Length, 0), error.Offset);
                }
            },
            iter: Inputs);
    }

    [TestMethod]
    public void Versions_and_ranges_are_read_or_refused()
    {
        Texts.Sample(
            text =>
            {
                if (VersionSpec.TryParse(text, out var spec, out _))
                {
                    Assert.AreEqual(spec, VersionSpec.Parse(spec.ToString()), text);
                }

                if (CondaVersion.TryParse(text, out var version, out _))
                {
                    Assert.AreEqual(version, CondaVersion.Parse(version.Text));
                    Assert.IsTrue(version.StartsWith(version), text);
                }

                Channel.TryParse(text, null, out _, out _);
            },
            iter: Inputs);
    }

    [TestMethod]
    public void The_order_of_versions_is_one_order()
    {
        var versions = Gen.String[Gen.Char["019abdevpost.._+!-"], 1, 10]
            .Where(text => CondaVersion.TryParse(text, out _, out _)).Select(CondaVersion.Parse);
        Gen.Select(versions, versions, versions).Sample(
            (a, b, c) =>
            {
                Assert.AreEqual(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
                Assert.IsTrue(a > b || b > c || a <= c, $"{a} {b} {c}");
                Assert.IsTrue(a != b || a.GetHashCode() == b.GetHashCode(), $"{a} {b}");
            },
            iter: 20_000);
    }
}
