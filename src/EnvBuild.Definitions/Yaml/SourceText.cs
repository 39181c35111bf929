using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Text of a file, without byte order mark.</summary>
internal sealed class SourceText(string text)
{
    private string[]? _lines;

    public string Text { get; } = text;

    /// <summary>The place of a part of the text.</summary>
    public SourceSpan SpanOf(int start, int length)
    {
        var line = 1 + Text.AsSpan(0, start).Count('\n');
        var column = start - Text.AsSpan(0, start).LastIndexOf('\n');
        return new SourceSpan(line, column, line, column + length);
    }

    /// <summary>A line, counted from 1, without its end; empty when there is no such line.</summary>
    public string Line(int number)
    {
        _lines ??= Text.Split('\n');
        return number >= 1 && number <= _lines.Length ? _lines[number - 1].TrimEnd('\r') : "";
    }
}
