using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>A text, number, truth value or nothing; the text stays as it is written.</summary>
internal sealed class YamlScalar(SourceSpan span, string value, YamlScalarStyle style) : YamlNode(span)
{
    public string Value { get; } = value;

    public YamlScalarStyle Style { get; } = style;

    public bool IsNull => Style == YamlScalarStyle.Plain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Description =>
        IsNull ? "nothing"
        : Style == YamlScalarStyle.Plain && Value.Length <= Excerpt.MaximumLength ? $"'{Value}'"
        : "a text";

    /// <summary>The truth value, as YAML 1.1 and 1.2 write it; <see langword="null"/> for all else.</summary>
    public bool? AsBoolean() => Style != YamlScalarStyle.Plain ? null : Value.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };
}
