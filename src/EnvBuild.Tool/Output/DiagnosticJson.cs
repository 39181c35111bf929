using EnvBuild.Diagnostics;

namespace EnvBuild.Tool.Output;

/// <summary>A diagnostic as JSON. Lines and columns count from 1; absent where it has no place.</summary>
internal sealed record DiagnosticJson(
    string Code,
    string Severity,
    string Message,
    string? File,
    int? Line,
    int? Column,
    int? EndLine,
    int? EndColumn,
    string HelpLink)
{
    public static DiagnosticJson From(Diagnostic diagnostic)
    {
        var span = diagnostic.Location?.Span;
        return new DiagnosticJson(
            diagnostic.Code,
            diagnostic.Severity.ToString().ToLowerInvariant(),
            diagnostic.Message,
            diagnostic.Location?.File,
            span?.Line,
            span?.Column,
            span?.EndLine,
            span?.EndColumn,
            diagnostic.Descriptor.HelpLink.ToString());
    }

    public static DiagnosticJson[] From(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(From)];
}
