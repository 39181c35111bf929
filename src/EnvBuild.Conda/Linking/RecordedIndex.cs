using System.Text.Json.Nodes;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>What the record of an installed package takes from <c>info/index.json</c>, in conda's form.</summary>
internal static class RecordedIndex
{
    private const long LastSecond = 253_402_300_799; // 9999-12-31

    /// <summary>The members by name; lists that the package leaves out are there and empty.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode>> Read(PackageIndex index)
    {
        yield return new("constrains", new JsonArray());
        yield return new("depends", new JsonArray());
        foreach (var property in index.Json.EnumerateObject())
        {
            if (JsonNode.Parse(property.Value.GetRawText()) is { } value
                && Convert(property.Name, value, index) is { } recorded)
            {
                yield return new(property.Name, recorded);
            }
        }
    }

    private static JsonNode? Convert(string name, JsonNode value, PackageIndex index) => name switch
    {
        // They repeat subdir and are deprecated (CEP 34); conda leaves them out.
        "arch" or "platform" => null,
        "track_features" or "features" => JoinFeatures(value),
        "noarch" => index.NoArch,
        "timestamp" => ToMilliseconds(value),
        _ => value,
    };

    // A list, or a text with blanks or commas in it; the record has one text, or nothing.
    private static JsonNode? JoinFeatures(JsonNode value)
    {
        var texts = value is JsonArray list ? list.Select(item => $"{item}") : $"{value}".Split(' ', ',');
        var features = string.Join(' ', texts.Select(text => text.Trim()).Where(text => text.Length > 0));
        return features.Length > 0 ? features : null;
    }

    // Old packages count seconds.
    private static JsonNode? ToMilliseconds(JsonNode value) =>
        value is not JsonValue number || !number.TryGetValue<long>(out var time) ? value
        : time == 0 ? null
        : time < LastSecond ? time * 1000
        : value;
}
