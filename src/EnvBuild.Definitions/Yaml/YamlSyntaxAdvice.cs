using EnvBuild.Diagnostics;
using YamlDotNet.Core;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Says what a syntax error means in the words of somebody who writes definitions.</summary>
internal static class YamlSyntaxAdvice
{
    public static void Report(YamlException error, SourceText source, SourceSpan span, DiagnosticSink sink)
    {
        var tab = FindTab(source, span, error.Message.Contains("tab", StringComparison.Ordinal) ? 1000 : 0);
        var place = tab is { } line ? new SourceSpan(line, 1, line, 1) : span;
        var advice = tab is null
            ? For(error, source.Line(span.Line))
            : "the line is indented with a tab; YAML permits only spaces there";
        sink.Report(DiagnosticCatalog.YamlSyntax, place, advice);
    }

    private static int? FindTab(SourceText source, SourceSpan span, int reach)
    {
        for (var number = span.Line; number <= span.EndLine + reach; number++)
        {
            var line = source.Line(number);
            if (line.AsSpan(0, line.Length - line.AsSpan().TrimStart(" \t").Length).Contains('\t'))
            {
                return number;
            }
        }

        return null;
    }

    private static string For(YamlException error, string line)
    {
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
