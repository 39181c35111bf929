using EnvBuild.Diagnostics;
using YamlDotNet.Core;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Says what a syntax error means in the words of somebody who writes definitions.</summary>
internal static class YamlSyntaxAdvice
{
    public static string For(YamlException error, SourceText source, SourceSpan span)
    {
        var line = source.Line(span.Line);
        var indentation = line.AsSpan(0, line.Length - line.AsSpan().TrimStart(" \t").Length);
        if (indentation.Contains('\t'))
        {
            return "the line is indented with a tab; YAML permits only spaces there";
        }

        if (line.Contains("{{", StringComparison.Ordinal))
        {
            return $"{Plain(error)}; a value that starts with '{{{{' must stand in quotes";
        }

        if (line.AsSpan().TrimStart("- ").StartsWith("*") || line.Contains(": *", StringComparison.Ordinal))
        {
            return $"{Plain(error)}; a value that starts with '*' must stand in quotes";
        }

        return Plain(error);
    }

    private static string Plain(YamlException error)
    {
        var text = error.Message.Trim().TrimEnd('.');
        var end = text.IndexOf("): ", StringComparison.Ordinal);
        text = text.StartsWith('(') && end > 0 ? text[(end + 3)..] : text;
        return text.Length == 0 ? "the text is no YAML" : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
