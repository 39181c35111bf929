using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Places inside a scalar.</summary>
internal static class ScalarSpan
{
    /// <summary>
    /// From a character of the value to the end of the scalar; the whole scalar where the place cannot be told.
    /// </summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="offset">Index into the trimmed value.</param>
    public static SourceSpan At(YamlScalar scalar, int offset)
    {
        var span = scalar.Span;
        var isPlainLine = span.Line == span.EndLine && scalar.Style == YamlScalarStyle.Plain
            && span.EndColumn - span.Column == scalar.Value.Length;
        var isInside = offset > 0 && offset < scalar.Value.Length;
        return isPlainLine && isInside ? span with { Column = span.Column + offset } : span;
    }

    /// <summary>A line of a scalar of several lines.</summary>
    public static SourceSpan Line(YamlScalar scalar, int line) =>
        scalar.Style == YamlScalarStyle.Block
            ? new SourceSpan(scalar.Span.Line + 1 + line, 1, scalar.Span.Line + 2 + line, 1)
            : scalar.Span;
}
