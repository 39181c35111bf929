using System.Text;
using EnvBuild.Oci.Json;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Storage;

public sealed partial class BlobStore
{
    private const string LayerCollection = "layers";

    /// <summary>Keeps a small document under a key, in place of the one before, unless it is there already.</summary>
    /// <param name="collection">Kind of document.</param>
    /// <param name="key">Any text.</param>
    /// <param name="content">The document.</param>
    /// <param name="cancellationToken">Stops it; the old document stays.</param>
    public async Task WriteDocumentAsync(
        string collection, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        byte[] sealedContent = [.. Encoding.ASCII.GetBytes($"{Digest.Of(content.Span)}\n"), .. content.Span];
        await WriteFileAsync(_layout.Document(collection, key), sealedContent, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The document under a key; <see langword="null"/> if there is none, or if it is damaged.</summary>
    /// <param name="collection">Kind of document.</param>
    /// <param name="key">Any text.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<byte[]?> ReadDocumentAsync(string collection, string key, CancellationToken cancellationToken)
    {
        try
        {
            var path = _layout.Document(collection, key);
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            var end = Array.IndexOf(bytes, (byte)'\n');
            return end > 0
                && Digest.TryParse(Encoding.ASCII.GetString(bytes, 0, end), out var digest)
                && Digest.Of(bytes.AsSpan(end + 1)) == digest
                ? bytes[(end + 1)..]
                : null;
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            // What cannot be read is made anew.
            return null;
        }
    }

    /// <summary>
    /// The layer that was once made for a key; <see langword="null"/> if there is none with its blob.
    /// </summary>
    /// <param name="key">All that decides about the layer's content.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Layer?> GetLayerAsync(string key, CancellationToken cancellationToken)
    {
        var json = await ReadDocumentAsync(LayerCollection, key, cancellationToken).ConfigureAwait(false);
        return json is not null
            && OciJson.TryParse(json, OciJsonContext.Default.Layer, out var layer, out _)
            && GetLength(layer.Digest) == layer.Size
            ? layer
            : null;
    }

    /// <summary>Remembers the layer that was made for a key.</summary>
    /// <param name="key">All that decides about the layer's content.</param>
    /// <param name="layer">The layer, whose blob stands in the store.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task SetLayerAsync(string key, Layer layer, CancellationToken cancellationToken) => WriteDocumentAsync(
        LayerCollection, key, OciJson.Serialize(layer, OciJson.Frozen.Layer), cancellationToken);
}
