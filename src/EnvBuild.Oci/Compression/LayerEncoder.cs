using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Compression;

/// <summary>
/// The stream that turns a tar into a stored layer. Disposing it ends the compressed form, not the output.
/// </summary>
internal static class LayerEncoder
{
    private const int ZstdLevel = 3;

    public static Stream Open(Stream output, LayerCompression compression) => compression switch
    {
        LayerCompression.None => new PassThroughStream(output),
        LayerCompression.Zstd => new ZstdSharp.CompressionStream(output, ZstdLevel, leaveOpen: true),
        _ => new GzipEncoder(output),
    };
}
