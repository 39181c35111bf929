using System.Collections.Immutable;
using System.Text.Json;

namespace EnvBuild.Python.Indexes;

/// <summary>Whether there is a separate metadata file, and its digests (PEP 658, PEP 714).</summary>
internal static class MetadataHashes
{
    /// <summary><c>true</c> or <c>name=digest</c>; what is neither says that the file exists, as in pip.</summary>
    public static ImmutableSortedDictionary<string, string>? OfAttribute(string? value) => value switch
    {
        null or "false" => null,
        _ => HashNames.Select([HashNames.Pair(value)]),
    };

    /// <summary>A truth value, or an object of digests.</summary>
    public static ImmutableSortedDictionary<string, string>? OfJson(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.Object => HashNames.Select(Texts(value.Value)),
        JsonValueKind.True => HashNames.None,
        _ => null,
    };

    /// <summary>Properties of an object whose values are texts.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Texts(JsonElement element) =>
        element.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.String)
            .Select(property => KeyValuePair.Create(property.Name, property.Value.GetString()!));
}
