using EnvBuild.Diagnostics;
using EnvBuild.Docker;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Benchmarks.Images;

/// <summary>Brings an image of a store into the engine that the docker command would use.</summary>
internal static class DeliverProgram
{
    public static async Task RunAsync(string storeFolder, string name)
    {
        var store = new BlobStore(storeFolder);
        var image = await store.GetReferenceAsync(name, CancellationToken.None)
            ?? throw new ArgumentException($"the store has no '{name}'", nameof(name));
        var settings = new EngineSettings(EndpointEnvironment.Current, NullReporter.Instance);
        using var engine = await ContainerEngine.ConnectAsync(
            settings, new EngineNeed("the delivery", null), CancellationToken.None);
        var outcome = await engine.DeliverAsync(store, image, [name], CancellationToken.None);
        await Console.Out.WriteLineAsync(
            $"{outcome.Kind}: {outcome.LayersSent} layers of {outcome.BytesSent} bytes sent, "
            + $"{outcome.LayersKnown} there");
    }
}
