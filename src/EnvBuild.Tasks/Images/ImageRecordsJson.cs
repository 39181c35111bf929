using System.Text.Json;
using EnvBuild.Tasks.Files;

namespace EnvBuild.Tasks.Images;

/// <summary>
/// The form of <c>environment.images.json</c>, which other programs may read; see <c>docs/msbuild.md</c>.
/// </summary>
internal static class ImageRecordsJson
{
    private const int FormatVersion = 1;

    public static byte[] Write(ImageRecords records) => JsonText.Write(writer =>
    {
        writer.WriteNumber("format", FormatVersion);
        writer.WriteString("store", records.Store);
        writer.WriteStartArray("images");
        foreach (var image in records.Images)
        {
            WriteImage(writer, image);
        }

        writer.WriteEndArray();
    });

    public static ImageRecords? Read(string path) => JsonText.TryRead(path, root =>
        root.GetProperty("format").GetInt32() != FormatVersion
            ? null
            : new ImageRecords(
                root.GetProperty("store").GetString()!,
                JsonText.ReadArray(root.GetProperty("images"), ReadImage)));

    private static void WriteImage(Utf8JsonWriter writer, ImageRecord image)
    {
        writer.WriteStartObject();
        writer.WriteString("definition", image.Definition);
        writer.WriteString("name", image.Name);
        writer.WriteString("version", image.Version);
        writer.WriteString("fingerprint", image.Fingerprint);
        writer.WriteString("lock", image.Lock);
        writer.WriteString("image", image.Image);
        writer.WriteString("digest", image.Digest);
        writer.WriteString("platform", image.Platform);
        writer.WriteBoolean("reused", image.Reused);
        writer.WriteString("reason", image.Reason);
        writer.WriteNumber("size", image.Size);
        writer.WriteEndObject();
    }

    private static ImageRecord ReadImage(JsonElement element) => new()
    {
        Definition = element.GetProperty("definition").GetString()!,
        Name = element.GetProperty("name").GetString()!,
        Version = element.GetProperty("version").GetString()!,
        Fingerprint = element.GetProperty("fingerprint").GetString()!,
        Lock = element.GetProperty("lock").GetString()!,
        Image = element.GetProperty("image").GetString()!,
        Digest = element.GetProperty("digest").GetString()!,
        Platform = element.GetProperty("platform").GetString()!,
        Reused = element.GetProperty("reused").GetBoolean(),
        Reason = element.GetProperty("reason").GetString()!,
        Size = element.GetProperty("size").GetInt64(),
    };
}
