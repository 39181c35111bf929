using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>Writes an archive as <c>docker save</c> did before it held an OCI layout.</summary>
internal static class DockerArchiveWriter
{
    public static async Task WriteAsync(string path, string name, string layerTar, CancellationToken cancellationToken)
    {
        string digest;
        await using (var layer = File.OpenRead(layerTar))
        {
            digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(layer, cancellationToken));
        }

        var config = Encoding.UTF8.GetBytes(ImageDocuments.Config($"sha256:{digest}").ToJsonString());
        var configName = $"{Convert.ToHexStringLower(SHA256.HashData(config))}.json";
        var manifest = new JsonArray(new JsonObject
        {
            ["Config"] = configName,
            ["RepoTags"] = new JsonArray(name),
            ["Layers"] = new JsonArray($"{digest}/layer.tar"),
        });
        await using var archive = File.Create(path);
        await using var writer = new TarWriter(archive, TarEntryFormat.Ustar);
        await writer.WriteEntryAsync(layerTar, $"{digest}/layer.tar", cancellationToken);
        await AddAsync(writer, configName, config, cancellationToken);
        await AddAsync(writer, "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()), cancellationToken);
    }

    private static async Task AddAsync(
        TarWriter writer,
        string name,
        byte[] content,
        CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        await writer.WriteEntryAsync(
            new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = stream }, cancellationToken);
    }
}
