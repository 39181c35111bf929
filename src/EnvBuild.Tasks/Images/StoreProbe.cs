using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EnvBuild.Tasks.Images;

/// <summary>
/// Looks whether an image is still in the store, which is an OCI image layout:
/// <c>blobs/&lt;algorithm&gt;/&lt;hex&gt;</c> (OCI image-layout, "Blobs"). Reads the manifest and asks for the other
/// blobs only whether they are there. A layer of a base image may be in a registry instead, if the store remembers where
/// (<c>docs/store.md</c>).
/// </summary>
internal static class StoreProbe
{
    public static bool IsComplete(string store, string digest)
    {
        try
        {
            return AllExist(store, File.ReadAllBytes(BlobPath(store, digest)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    // Descriptors of config and layers stand at depths 2 and 3; what annotations call a digest is none of them.
    private static bool AllExist(string store, ReadOnlySpan<byte> manifest)
    {
        var reader = new Utf8JsonReader(manifest);
        var inAnnotations = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            inAnnotations = reader.CurrentDepth == 1 ? reader.ValueTextEquals("annotations"u8) : inAnnotations;
            if (!inAnnotations && reader.CurrentDepth <= 3 && reader.ValueTextEquals("digest"u8) && reader.Read()
                && reader.GetString() is { } digest
                && !File.Exists(BlobPath(store, digest))
                && !File.Exists(OriginsPath(store, digest)))
            {
                return false;
            }
        }

        return true;
    }

    private static string OriginsPath(string store, string digest) => Path.Combine(
        store, "documents", "origins", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digest))));

    private static string BlobPath(string store, string digest) =>
        Path.Combine(store, "blobs", digest.Replace(':', Path.DirectorySeparatorChar));
}
