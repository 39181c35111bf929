using System.Text.Json;
using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Editors;

[TestClass]
public sealed class EditorItemsTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task Editors_find_what_they_look_for()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        var items = await ItemsAsync(
            sandbox,
            "UpToDateCheckInput", "UpToDateCheckOutput", "Watch", "AvailableItemName", "ProjectCapability", "None",
            "PropertyPageSchema");

        Assert.AreSequenceEqual(
            ["environment.yml", "environment.conda-lock.yml"], InSet(items, "UpToDateCheckInput"));
        Assert.AreSequenceEqual(
            ["obj/Debug/net10.0/environment.images.json"], InSet(items, "UpToDateCheckOutput"));
        Assert.Contains("environment.yml", Names(items, "Watch"));
        Assert.Contains("Environment", Names(items, "AvailableItemName"));
        Assert.Contains("EnvBuild", Names(items, "ProjectCapability"));
        Assert.DoesNotContain("environment.yml", Names(items, "None"));
        foreach (var schema in Names(items, "PropertyPageSchema")
            .Where(path => path.Contains("EnvBuild", StringComparison.Ordinal)))
        {
            Assert.IsTrue(File.Exists(schema), schema);
        }
    }

    [TestMethod]
    public async Task After_a_build_the_output_is_newer_than_every_input()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.MakeImagesAsync(Token)).Succeeds();
        // Saved without a change: an IDE would build forever if the output stayed older.
        sandbox.Write("environment.yml", Sandbox.Definition);

        (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.IsGreaterThanOrEqualTo(
            File.GetLastWriteTimeUtc(sandbox["environment.yml"]),
            File.GetLastWriteTimeUtc(sandbox["obj/Debug/net10.0/environment.images.json"]));
    }

    [TestMethod]
    public async Task The_binary_log_holds_the_definition()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.Contains(
            Sandbox.Definition,
            build.Log.SourceFiles.Where(file => file.FullPath.EndsWith("environment.yml", StringComparison.Ordinal))
                .Select(file => file.Text));
    }

    private static async Task<JsonElement> ItemsAsync(Sandbox sandbox, params string[] names)
    {
        var json = await sandbox.EvaluateAsync(CancellationToken.None, [.. names.Select(name => $"-getItem:{name}")]);
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("Items").Clone();
    }

    private static IEnumerable<string> InSet(JsonElement items, string name) => items.GetProperty(name).EnumerateArray()
        .Where(item => item.TryGetProperty("Set", out var set) && set.GetString() == "EnvBuild")
        .Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/'));

    private static List<string> Names(JsonElement items, string name) =>
        [.. items.GetProperty(name).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
}
