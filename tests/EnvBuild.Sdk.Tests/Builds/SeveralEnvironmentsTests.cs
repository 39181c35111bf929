using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class SeveralEnvironmentsTests
{
    private const string Other = """
        name: other
        version: 3
        channels: [../channel]
        dependencies: [note=2.0]

        """;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task Each_definition_becomes_an_image_with_full_metadata()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, items: """<Environment Include="serve/environment.yml" Tag="serving:stable" />""");
        sandbox.Write("serve/environment.yml", Other);

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.HasCount(2, build.EnvironmentLines);
        var images = build.Images.ToDictionary(item => item.Text);
        Assert.Contains("serving:stable", images.Keys);
        foreach (var image in images.Values)
        {
            var metadata = image.Children.OfType<Microsoft.Build.Logging.StructuredLogger.Metadata>()
                .ToDictionary(entry => entry.Name, entry => entry.Value);
            Assert.HasCount(64, metadata["Fingerprint"]);
            Assert.HasCount(64, metadata["Lock"]);
            Assert.StartsWith("sha256:", metadata["Digest"]);
            Assert.AreEqual(image.Text, metadata["Image"]);
            Assert.AreEqual("linux-64", metadata["Platform"]);
            Assert.AreEqual("false", metadata["Reused"]);
        }
    }

    [TestMethod]
    public async Task An_item_of_the_project_for_the_default_definition_counts_once()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, items: """<Environment Include="environment.yml" Tag="mine:7" />""");

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.AreEqual("mine:7", Assert.ContainsSingle(build.Images).Text);
    }

    [TestMethod]
    public async Task An_update_of_the_default_item_is_heeded()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, items: """<Environment Update="environment.yml" Tag="mine:8" />""");

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.AreEqual("mine:8", Assert.ContainsSingle(build.Images).Text);
    }

    [TestMethod]
    public async Task Default_items_can_be_turned_off()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, "<EnableDefaultEnvironmentItems>false</EnableDefaultEnvironmentItems>");

        Assert.IsEmpty((await sandbox.MakeImagesAsync(Token)).Succeeds().EnvironmentLines);
    }

    [TestMethod]
    public async Task Two_definitions_that_become_one_image_are_an_error()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, items: """<Environment Include="serve/environment.yml" />""");
        sandbox.Write("serve/environment.yml", Other.Replace("other", "tiny", StringComparison.Ordinal)
            .Replace("version: 3\n", "", StringComparison.Ordinal));

        var build = (await sandbox.MakeImagesAsync(Token)).Fails();

        Assert.AreEqual(sandbox.ProjectFile, Assert.ContainsSingle(build.Diagnostics("ENV0102")).File);
    }
}
