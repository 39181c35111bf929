using System.Formats.Tar;
using System.IO.Compression;
using EnvBuild.Oci;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Tests;

/// <summary>Files of a layer as texts, by path.</summary>
internal static class LayerText
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(BlobStore store, Digest layer)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var content = new GZipStream(store.OpenRead(layer), CompressionMode.Decompress);
        await using var reader = new TarReader(content);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                using var text = new StreamReader(data);
                texts[entry.Name] = await text.ReadToEndAsync();
            }
        }

        return texts;
    }
}
