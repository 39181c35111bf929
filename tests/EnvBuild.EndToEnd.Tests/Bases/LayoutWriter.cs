using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>Writes an OCI image layout of one layer.</summary>
internal static class LayoutWriter
{
    public static async Task WriteAsync(string folder, string layerTar, CancellationToken cancellationToken)
    {
        var blobs = Path.Combine(folder, "blobs", "sha256");
        _ = Directory.CreateDirectory(blobs);
        var layer = await AddAsync(blobs, await File.ReadAllBytesAsync(layerTar, cancellationToken), cancellationToken);
        var config = await AddAsync(blobs, Bytes(ImageDocuments.Config(layer.Digest)), cancellationToken);
        var manifest = await AddAsync(blobs, Bytes(ImageDocuments.Manifest(config, layer)), cancellationToken);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, "index.json"), Bytes(ImageDocuments.Index(manifest)), cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""", cancellationToken);
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static async Task<(string Digest, long Size)> AddAsync(
        string blobs,
        byte[] content,
        CancellationToken cancellationToken)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(content));
        await File.WriteAllBytesAsync(Path.Combine(blobs, hex), content, cancellationToken);
        return ($"sha256:{hex}", content.Length);
    }
}
