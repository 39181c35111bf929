using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Oci.Storage;

/// <summary>Where things stand below the folder of a store.</summary>
internal sealed record StoreLayout(string Folder)
{
    public string Marker => Path.Combine(Folder, LayoutMarker.FileName);

    public string Index => Path.Combine(Folder, "index.json");

    public string Blobs => Path.Combine(Folder, "blobs", "sha256");

    public string Ingest => Path.Combine(Folder, "ingest");

    public string References => Path.Combine(Folder, "refs");

    public string Blob(Digest digest) => Path.Combine(Blobs, digest.Hex);

    public string Reference(string name) => Path.Combine(References, ReferenceFileName.For(name));

    public string Lock(string key) => Path.Combine(Folder, "locks", HashOf(key));

    public string Document(string collection, string key) =>
        Path.Combine(Folder, "documents", ReferenceFileName.For(collection), HashOf(key));

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
