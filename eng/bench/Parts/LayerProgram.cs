using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>Writes a folder as one layer into a store: the process that is compared with <c>tar | gzip</c>.</summary>
internal static class LayerProgram
{
    public static async Task RunAsync(string tree, string storeFolder, LayerCompression compression)
    {
        var store = new BlobStore(storeFolder);
        var layer = await LayerWriter.WriteAsync(Tree.Read(tree), store, compression, CancellationToken.None);
        Console.WriteLine($"{layer.Digest} {layer.Size} bytes of {layer.UncompressedSize}");
    }
}
