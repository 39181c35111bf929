using EnvBuild.Tasks.Constants;
using EnvBuild.Tasks.Images;

namespace EnvBuild.Tasks.Tests.Constants;

[TestClass]
public sealed class ConstantsTextTests
{
    private static readonly ImageRecord Image = new()
    {
        Definition = "/project/environment.yml",
        Name = "iris",
        Version = "1",
        Fingerprint = "f1",
        Lock = "10c",
        Image = "iris:1",
        Digest = "sha256:d1",
        Platform = "linux-64",
        Reused = true,
        Reason = "fingerprint unchanged",
        Size = 1,
    };

    [TestMethod]
    public void A_project_without_a_namespace_gets_a_class_without_one() =>
        Assert.DoesNotContain("namespace", ConstantsText.Write("", "EnvironmentImages", [Image]));

    [TestMethod]
    public void Text_is_escaped()
    {
        var text = ConstantsText.Write("A", "B", [Image with { Image = "a\"b\\c\n\u00e9", Name = "x<y&z" }]);

        Assert.Contains("Image = \"a\\\"b\\\\c\\u000a\\u00e9\";", text);
        Assert.Contains("<c>x&lt;y&amp;z</c>", text);
    }

    [TestMethod]
    public void Further_platforms_have_classes_of_their_own()
    {
        var arm = Image with { Platform = "linux-aarch64", Digest = "sha256:d2" };

        var text = ConstantsText.Write("A", "B", [Image, arm]);

        Assert.Contains("        internal const string Digest = \"sha256:d1\";", text);
        Assert.Contains("        internal static class LinuxAarch64\n", text);
        Assert.Contains("            internal const string Digest = \"sha256:d2\";", text);
    }

    [TestMethod]
    public void Environments_of_one_name_are_told_apart()
    {
        var text = ConstantsText.Write("A", "B", [Image, Image with { Definition = "/project/other/environment.yml" }]);

        Assert.Contains("internal static class Iris\n", text);
        Assert.Contains("internal static class Iris2\n", text);
    }
}
