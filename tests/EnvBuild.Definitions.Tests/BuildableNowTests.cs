namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class BuildableNowTests
{
    [TestMethod]
    [DataRow("build: {path: 'https://example.com/x.git'}\n", "ENV2104 1:15")]
    [DataRow("image: scratch\nspark: {packages: ['a:b:1']}\n", "ENV2105 2:20")]
    [DataRow("from: base@1\n", "ENV2106 1:7")]
    [DataRow("channels: [c]\ndependencies: ['a={{v}}']\n", "ENV2107 2:16")]
    public void What_cannot_be_built_yet_has_a_code_of_its_own(string text, string expected)
    {
        var diagnostics = BuildableNow.Check(Reading.Environment(text));
        Assert.AreEqual(expected, Reading.Places(new DefinitionReading(null, diagnostics)).Single());
    }

    [TestMethod]
    [DataRow("channels: [c]\ndependencies: [python]\n")]
    [DataRow("channels: [c]\ndependencies: [python, pip, {pip: [a]}]\n")]
    [DataRow("image: oci:base\nconda_file: {channels: [c], dependencies: [python]}\n")]
    [DataRow("image: docker-archive:base.tar\n")]
    [DataRow("name: '{{asset.name}}'\nimage: scratch\n")]
    public void What_can_be_built_has_none(string text) =>
        Assert.IsEmpty(BuildableNow.Check(Reading.Environment(text)));
}
