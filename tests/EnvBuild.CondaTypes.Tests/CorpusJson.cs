using System.Text.Json;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests;

internal static class CorpusJson
{
    internal static JsonElement Read(string relativePath)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Corpus.Require(relativePath)));
        return document.RootElement.Clone();
    }

    internal static string? Text(this JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;

    internal static PackageRecord Record(JsonElement element) => new()
    {
        Name = element.Text("name") ?? "",
        Version = CondaVersion.Parse(element.Text("version") ?? "0"),
        Build = element.Text("build") ?? "",
        BuildNumber = long.Parse(element.Text("build_number") ?? "0"),
        Subdir = element.Text("subdir") ?? "linux-64",
        FileName = element.Text("fn") ?? "",
        Url = element.Text("url") ?? "",
        ChannelName = element.Text("channel") ?? "",
        Md5 = element.Text("md5"),
        License = element.Text("license"),
        TrackFeatures = element.TryGetProperty("track_features", out var features)
            ? [.. features.EnumerateArray().Select(item => item.GetString()!)]
            : [],
    };
}
