using System.Text.Json;

namespace EnvBuild.Tasks.Images;

/// <summary>
/// Looks whether an image is still in the store, which is an OCI image layout:
/// <c>blobs/&lt;algorithm&gt;/&lt;hex&gt;</c> (OCI image-layout, "Blobs"). Reads the manifest and asks for the other
/// blobs only whether they are there.
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
                && !File.Exists(BlobPath(store, reader.GetString()!)))
            {
                return false;
            }
        }

        return true;
    }

    private static string BlobPath(string store, string digest) =>
        Path.Combine(store, "blobs", digest.Replace(':', Path.DirectorySeparatorChar));
}
