namespace EnvBuild.Conda.Tests;

[TestClass]
public sealed class MatchConditionTests
{
    [TestMethod]
    [DataRow("python>=3.10", "python>=3.10")]
    [DataRow("python >=3.10", "python>=3.10")]
    [DataRow("python", "python")]
    [DataRow("a and b or c", "a and b or c")]
    [DataRow("(a and b) or c", "a and b or c")]
    [DataRow("a and (b or c)", "a and (b or c)")]
    [DataRow("a and(b or(c and d))", "a and (b or c and d)")]
    [DataRow("  foo   or   bar  ", "foo or bar")]
    [DataRow("foo_and and and_foo", "foo_and and and_foo")]
    [DataRow("a 1.2", "a==1.2")]
    [DataRow("a=1.2", "a=1.2")]
    [DataRow("a>=1,<2", "a>=1,<2")]
    [DataRow("a>=1|<0.5", "a[version='>=1|<0.5']")]
    [DataRow("a>=1,(<2|>3) and b", "a[version='>=1,(<2|>3)'] and b")]
    [DataRow("python[version='>=3.10',build=*cpython] and __unix", "python[version='>=3.10',build=*cpython] and __unix")]
    [DataRow("foobar >=1.23 *or* and(b >32.12,<=43 *and or(c and d))", "foobar[version='>=1.23',build=*or*] and (b[version='>32.12,<=43',build=*and] or c and d)")]
    public void A_condition_has_one_canonical_text(string text, string expected)
    {
        Assert.IsTrue(MatchCondition.TryParse(text, out var condition, out var error), error?.Reason);
        Assert.AreEqual(expected, condition.ToString());
        Assert.IsTrue(MatchCondition.TryParse(expected, out var again, out _));
        Assert.AreEqual(condition, again);
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("a and", 5)]
    [DataRow("a and ", 6)]
    [DataRow("(a or b", 0)]
    [DataRow("a or b)", 6)]
    [DataRow("a and (b or )", 12)]
    [DataRow("a or b~>1", 6)]
    [DataRow("a* and b", 0)]
    [DataRow("a and b[when=c]", 6)]
    public void What_is_no_condition_is_refused_at_its_place(string text, int offset)
    {
        Assert.IsFalse(MatchCondition.TryParse(text, out _, out var error));
        Assert.AreEqual(offset, error.Offset, error.Reason);
    }

    [TestMethod]
    public void Nesting_and_length_have_limits()
    {
        Assert.IsFalse(MatchCondition.TryParse(new string('(', 100_000), out _, out _));
        Assert.IsFalse(MatchCondition.TryParse(string.Join(" or ", Enumerable.Repeat("a", 100_000)), out _, out _));
    }

    [TestMethod]
    [DataRow("numpy>=2[when=\"python>=3.10\"]", "numpy[version='>=2',when='python>=3.10']")]
    [DataRow("numpy[when=__unix, version='>=2']", "numpy[version='>=2',when='__unix']")]
    [DataRow("a[when=\"b[version='>=1,<2']\"]", "a[when='b>=1,<2']")]
    [DataRow("a[when=\"b[build='x y']\"]", "a[when=\"b[build='x y']\"]")]
    [DataRow("foo[extras=[with-bar]]", "foo[extras=[with-bar]]")]
    [DataRow("foo[extras=[b, a]]", "foo[extras=[a,b]]")]
    [DataRow("foo[extras=['b', \"a\"],version=2]", "foo==2[extras=[a,b]]")]
    [DataRow("foo[extras=one]", "foo[extras=[one]]")]
    [DataRow("torch[flags=[cuda, blas:*]]", "torch[flags=[blas:*,cuda]]")]
    [DataRow("pytorch[version=\">=3.1\", flags=[\"cuda\", \"blas:*\"]]", "pytorch[version='>=3.1',flags=[blas:*,cuda]]")]
    public void Specs_of_the_third_revision_have_one_canonical_text(string text, string expected)
    {
        Assert.AreEqual(expected, MatchSpec.Parse(text).ToString());
        Assert.AreEqual(expected, MatchSpec.Parse(expected).ToString());
    }

    [TestMethod]
    [DataRow("foo[extras=[A]]")]
    [DataRow("foo[extras='a,b']")]
    [DataRow("foo[extras=[a]")]
    [DataRow("foo[flags=[~cuda]]")]
    [DataRow("foo[flags=[a:b:c]]")]
    [DataRow("foo[version=[1,2]]")]
    [DataRow("foo[when='']")]
    public void Wrong_lists_are_refused(string text) => Assert.IsFalse(MatchSpec.TryParse(text, out _, out _));

    [TestMethod]
    [DataRow("torch[flags=[cuda]]", true)]
    [DataRow("torch[flags=[cuda, blas:*]]", true)]
    [DataRow("torch[flags=[blas:mkl]]", false)]
    [DataRow("torch[flags=[cuda, mpi]]", false)]
    [DataRow("torch[extras=[all]]", true)]
    [DataRow("torch[when=python]", true)]
    public void Every_flag_is_wanted(string text, bool expected)
    {
        var record = new PackageRecord
        {
            Name = "torch",
            Version = CondaVersion.Parse("1"),
            Build = "0",
            Subdir = "linux-64",
            FileName = "torch-1-0.conda",
            Url = "",
            ChannelName = "",
            Flags = ["cuda", "blas:openblas"],
        };

        Assert.AreEqual(expected, MatchSpec.Parse(text).Matches(record));
    }
}
