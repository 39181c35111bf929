using EnvBuild.Diagnostics;
using EnvBuild.Docker.Images;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Docker.Tests.Images;

/// <summary>Engines that say that they took an image and did not.</summary>
[TestClass]
public sealed class BrokenDeliveryTests : EngineTestBase
{
    private const string Loaded = """{"stream":"Loaded image: broken:1\n"}""";

    [TestMethod]
    public async Task A_layer_that_the_engine_lacks_after_all_is_noticed_and_everything_is_sent()
    {
        var (basis, image) = await MakeImagesAsync();
        await using var engine = await FakeEngine.StartAsync(Folder, Cancellation);
        var loads = new List<long>();
        var removed = false;
        engine.Answer("GET /images/json", """[{"Id":"sha256:other"}]""");
        engine.Answer("GET /images/sha256:other/json", Inspection("sha256:other", basis));
        engine.Answer("GET /images/broken:1/json", context => loads.Count switch
        {
            0 => NotFoundAsync(context),
            1 => context.Response.WriteAsync("""{"Id":"sha256:0","RootFS":{"Type":"layers","Layers":[]}}"""),
            _ => context.Response.WriteAsync(Inspection(image.Descriptor.Digest.ToString(), image.Config)),
        });
        engine.Answer("DELETE /images/broken:1", context =>
        {
            removed = true;
            return context.Response.WriteAsync("[]");
        });
        engine.Answer("POST /images/load", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Cancellation);
            loads.Add(body.Length);
            await context.Response.WriteAsync(Loaded, Cancellation);
        });
        using var connected = await ContainerEngine.ConnectAsync(SettingsFor(engine.Address), Need, Cancellation);

        var outcome = await connected.DeliverAsync(Store, image.Descriptor, ["broken:1"], Cancellation);

        Assert.AreEqual(DeliveryKind.LoadedAgain, outcome.Kind);
        Assert.IsTrue(removed, "the broken image stands no longer under the name");
        Assert.HasCount(2, loads);
        Assert.IsGreaterThan(loads[0] + image.Manifest.Layers[0].Size, loads[1]);
        Assert.AreEqual(loads.Sum(), outcome.BytesSent);
    }

    [TestMethod]
    public async Task An_engine_that_never_has_the_image_is_told()
    {
        var (_, image) = await MakeImagesAsync();
        await using var engine = await FakeEngine.StartAsync(Folder, Cancellation);
        engine.Answer("GET /images/json", "[]");
        engine.Answer("POST /images/load", Loaded);
        using var connected = await ContainerEngine.ConnectAsync(SettingsFor(engine.Address), Need, Cancellation);

        var diagnostic = await FailsAsync(
            () => connected.DeliverAsync(Store, image.Descriptor, ["broken:1"], Cancellation),
            DiagnosticCatalog.DeliveryIncomplete);

        StringAssert.Contains(diagnostic.Message, "broken:1", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_failure_in_the_answer_to_loading_is_told()
    {
        var (_, image) = await MakeImagesAsync();
        await using var engine = await FakeEngine.StartAsync(Folder, Cancellation);
        engine.Answer("GET /images/json", "[]");
        engine.Answer(
            "POST /images/load", """{"errorDetail":{"message":"no space left on device"},"error":"no space left"}""");
        using var connected = await ContainerEngine.ConnectAsync(SettingsFor(engine.Address), Need, Cancellation);

        var diagnostic = await FailsAsync(
            () => connected.DeliverAsync(Store, image.Descriptor, ["broken:1"], Cancellation),
            DiagnosticCatalog.DeliveryFailed);

        StringAssert.Contains(diagnostic.Message, "no space left on device", StringComparison.Ordinal);
    }

    private static string Inspection(string id, ImageConfig config) =>
        $$$"""
        {"Id":"{{{id}}}","RootFS":{"Type":"layers","Layers":[{{{Quote(config.Rootfs.DiffIds)}}}]}}
        """;

    private static string Quote(IEnumerable<Digest> diffIds) =>
        string.Join(',', diffIds.Select(diffId => $"\"{diffId}\""));

    private static async Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync("""{"message":"No such image"}""");
    }

    private async Task<(ImageConfig Basis, AssembledImage Image)> MakeImagesAsync()
    {
        var basis = await MakeBaseAsync();
        return (basis.Config, await AssembleAsync(basis, await MakeLayerAsync("opt/new", "new")));
    }
}
