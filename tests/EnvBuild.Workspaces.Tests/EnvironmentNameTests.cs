namespace EnvBuild.Workspaces.Tests;

[TestClass]
public sealed class EnvironmentNameTests
{
    [TestMethod]
    [DataRow("iris", "iris")]
    [DataRow("Iris Training", "iris-training")]
    [DataRow("team/Training_Env", "team/training_env")]
    [DataRow("--a..b--", "a.b")]
    [DataRow("/a//b/", "a/b")]
    [DataRow("ünïcode", "n-code")]
    [DataRow("***", "environment")]
    [DataRow("../../etc", "etc")]
    public void A_repository_name_keeps_what_the_grammar_allows(string text, string expected) =>
        Assert.AreEqual(expected, EnvironmentName.ForRepository(text));

    [TestMethod]
    [DataRow("1.0", "1.0")]
    [DataRow("1.0+cuda 12", "1.0-cuda-12")]
    [DataRow("V2", "V2")]
    [DataRow("", "latest")]
    public void A_tag_keeps_what_the_grammar_allows(string text, string expected) =>
        Assert.AreEqual(expected, EnvironmentName.ForTag(text));

    [TestMethod]
    public void A_tag_is_at_most_128_characters() =>
        Assert.HasCount(128, EnvironmentName.ForTag(new string('7', 300)));
}
