using System.Text.Json.Nodes;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>The documents of an image of one layer, written without the product's own code.</summary>
internal static class ImageDocuments
{
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const string IndexType = "application/vnd.oci.image.index.v1+json";

    public static JsonObject Config(string layerDigest) => new()
    {
        ["architecture"] = "amd64",
        ["os"] = "linux",
        ["config"] = new JsonObject
        {
            ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            ["Cmd"] = new JsonArray("/bin/sh"),
        },
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layerDigest) },
        ["history"] = new JsonArray(new JsonObject { ["created_by"] = "Debian packages" }),
    };

    public static JsonObject Manifest((string Digest, long Size) config, (string Digest, long Size) layer) => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = ManifestType,
        ["config"] = Descriptor(ConfigType, config),
        ["layers"] = new JsonArray(Descriptor(LayerType, layer)),
    };

    public static JsonObject Index((string Digest, long Size) manifest)
    {
        var descriptor = Descriptor(ManifestType, manifest);
        descriptor["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = "latest" };
        return new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = IndexType,
            ["manifests"] = new JsonArray(descriptor),
        };
    }

    private static JsonObject Descriptor(string mediaType, (string Digest, long Size) blob) => new()
    {
        ["mediaType"] = mediaType,
        ["digest"] = blob.Digest,
        ["size"] = blob.Size,
    };
}
