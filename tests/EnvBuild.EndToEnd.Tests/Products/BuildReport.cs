using System.Text.Json;

namespace EnvBuild.EndToEnd.Tests.Products;

/// <summary>One image of <c>dotnet env build --format json</c>.</summary>
internal sealed record BuildReport(string Image, string Digest, string Lock, string Fingerprint, bool Reused)
{
    public static BuildReport Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement.GetProperty("images").EnumerateArray().Single();
        string Text(string name) => image.GetProperty(name).GetString()!;
        return new BuildReport(
            Text("image"), Text("digest"), Text("lock"), Text("fingerprint"), image.GetProperty("reused").GetBoolean());
    }
}
