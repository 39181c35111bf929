using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EnvBuild.Definitions.Tests.Schema;

/// <summary>
/// The keywords of JSON Schema 2020-12 that our schema uses; any other keyword is an error, so that none is passed
/// over.
/// </summary>
internal sealed class JsonSchemaSubset(JsonObject root)
{
    private static readonly HashSet<string> Annotations =
        ["$schema", "$id", "$defs", "title", "description", "default", "deprecated", "then", "else"];

    public IEnumerable<string> Validate(JsonNode? value) => Validate(root, value, "");

    private IEnumerable<string> Validate(JsonNode schema, JsonNode? value, string path) =>
        schema.AsObject().Where(keyword => !Annotations.Contains(keyword.Key))
            .SelectMany(keyword => Check(schema.AsObject(), keyword.Key, keyword.Value!, value, path));

    private IEnumerable<string> Check(JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path) =>
        keyword switch
        {
            "$ref" => Validate(Resolve(rule.GetValue<string>()), value, path),
            "if" => Conditional(schema, rule, value, path),
            "type" => When(!Types(rule).Any(type => IsOf(type, value)), $"{path}: is no {rule.ToJsonString()}"),
            "enum" =>
                When(
                    !rule.AsArray().Any(item => JsonNode.DeepEquals(item, value)),
                    $"{path}: is none of {rule.ToJsonString()}"),
            "anyOf" =>
                When(!rule.AsArray().Any(item => !Validate(item!, value, path).Any()), $"{path}: fits none of the forms"),
            "not" => When(!Validate(rule, value, path).Any(), $"{path}: has a form that is not permitted"),
            "required" =>
                When(
                    value is JsonObject entries && rule.AsArray().Any(key => !entries.ContainsKey(key!.GetValue<string>())),
                    $"{path}: lacks {rule.ToJsonString()}"),
            "properties" => value is JsonObject members ? Properties(rule.AsObject(), members, path) : [],
            "patternProperties" => value is JsonObject members ? Patterns(rule.AsObject(), members, path) : [],
            "additionalProperties" => value is JsonObject members ? Additional(schema, rule, members, path) : [],
            "minProperties" => When(value is JsonObject { Count: 0 }, $"{path}: is empty"),
            "items" =>
                value is JsonArray array ? array.SelectMany((item, index) => Validate(rule, item, $"{path}/{index}")) : [],
            "minLength" =>
                When(
                    value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0,
                    $"{path}: is empty"),
            "pattern" =>
                When(
                    value?.GetValueKind() == JsonValueKind.String
                        && !Regex.IsMatch(value.GetValue<string>(), rule.GetValue<string>()),
                    $"{path}: does not match"),
            _ => throw new NotSupportedException($"The keyword '{keyword}' is not in the subset."),
        };

    private JsonNode Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)root, (node, part) => node[part]!);

    private IEnumerable<string> Conditional(JsonObject schema, JsonNode condition, JsonNode? value, string path) =>
        Validate(schema[Validate(condition, value, path).Any() ? "else" : "then"]!, value, path);

    private IEnumerable<string> Properties(JsonObject rules, JsonObject members, string path) =>
        rules.Where(rule => members.ContainsKey(rule.Key)).SelectMany(
            rule => Validate(rule.Value!, members[rule.Key], $"{path}/{rule.Key}"));

    private IEnumerable<string> Patterns(JsonObject rules, JsonObject members, string path) =>
        from rule in rules
        from member in members
        where Regex.IsMatch(member.Key, rule.Key)
        from error in Validate(rule.Value!, member.Value, $"{path}/{member.Key}")
        select error;

    private IEnumerable<string> Additional(JsonObject schema, JsonNode rule, JsonObject members, string path)
    {
        var known = (schema["properties"] as JsonObject)?.Select(property => property.Key).ToHashSet() ?? [];
        var patterns = (schema["patternProperties"] as JsonObject)?.Select(property => property.Key).ToList() ?? [];
        var others = members.Where(
            member => !known.Contains(member.Key) && !patterns.Exists(pattern => Regex.IsMatch(member.Key, pattern)));
        return rule.GetValueKind() == JsonValueKind.False
            ? others.Select(member => $"{path}/{member.Key}: is not known")
            : others.SelectMany(member => Validate(rule, member.Value, $"{path}/{member.Key}"));
    }

    private static IEnumerable<string> Types(JsonNode rule) =>
        rule is JsonArray array ? array.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("null", JsonValueKind.Null) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value!.GetValue<double>() == Math.Floor(value.GetValue<double>()),
        _ => false,
    };

    private static IEnumerable<string> When(bool isWrong, string error) => isWrong ? [error] : [];
}
