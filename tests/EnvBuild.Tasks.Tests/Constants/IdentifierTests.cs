using EnvBuild.Tasks.Constants;

namespace EnvBuild.Tasks.Tests.Constants;

[TestClass]
public sealed class IdentifierTests
{
    [TestMethod]
    [DataRow("iris", "Iris")]
    [DataRow("iris-train", "IrisTrain")]
    [DataRow("sklearn_1.5", "Sklearn15")]
    [DataRow("linux-64", "Linux64")]
    [DataRow("already Fine", "AlreadyFine")]
    [DataRow("2nd", "Environment2nd")]
    [DataRow("åäö", "Environment")]
    [DataRow("", "Environment")]
    [DataRow("class", "Class")]
    public void Names_become_identifiers(string name, string expected) =>
        Assert.AreEqual(expected, Identifier.Of(name));

    [TestMethod]
    public void Names_that_would_meet_get_numbers()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);

        Assert.AreEqual("AB", Identifier.Unique("a-b", used));
        Assert.AreEqual("AB2", Identifier.Unique("a_b", used));
        Assert.AreEqual("AB3", Identifier.Unique("a.b", used));
    }
}
