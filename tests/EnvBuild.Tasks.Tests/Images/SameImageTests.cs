using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Images;

namespace EnvBuild.Tasks.Tests.Images;

[TestClass]
public sealed class SameImageTests
{
    [TestMethod]
    public void Two_different_images_of_one_reference_are_an_error()
    {
        var failure = Assert.ThrowsExactly<EnvBuildException>(() => SameImage.Check(
            [Image("a.yml", "sha256:1", "linux-64"), Image("b.yml", "sha256:2", "linux-64")], "p.csproj"));

        var diagnostic = Assert.ContainsSingle(failure.Diagnostics);
        Assert.AreEqual("ENV0102", diagnostic.Code);
        Assert.Contains("'a.yml' and 'b.yml'", diagnostic.Message);
    }

    [TestMethod]
    public void One_image_of_two_definitions_and_one_reference_for_two_platforms_are_fine() => SameImage.Check(
        [
            Image("a.yml", "sha256:1", "linux-64"),
            Image("b.yml", "sha256:1", "linux-64"),
            Image("a.yml", "sha256:3", "linux-aarch64"),
        ],
        "p.csproj");

    private static ImageRecord Image(string definition, string digest, string platform) => new()
    {
        Definition = definition,
        Name = "iris",
        Version = "",
        Fingerprint = "",
        Lock = "",
        Image = "iris:latest",
        Digest = digest,
        Platform = platform,
        Reused = true,
        Reason = "",
        Size = 0,
    };
}
