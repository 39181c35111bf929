using EnvBuild.Diagnostics;

namespace EnvBuild.Tasks.Reporting;

/// <summary>
/// A diagnostic as it can be kept between builds: a warning about a definition is told by every build, not only by the
/// first one that read it.
/// </summary>
internal sealed record SavedDiagnostic
{
    public required Severity Severity { get; init; }

    public required string Code { get; init; }

    public required string Message { get; init; }

    public required string HelpLink { get; init; }

    public string? File { get; init; }

    public int Line { get; init; }

    public int Column { get; init; }

    public int EndLine { get; init; }

    public int EndColumn { get; init; }

    public static SavedDiagnostic Of(Diagnostic diagnostic)
    {
        var span = diagnostic.Location?.Span ?? default;
        return new SavedDiagnostic
        {
            Severity = diagnostic.Severity,
            Code = diagnostic.Code,
            Message = diagnostic.Message,
            HelpLink = diagnostic.Descriptor.HelpLink.AbsoluteUri,
            File = diagnostic.Location?.File,
            Line = span.Line,
            Column = span.Column,
            EndLine = span.EndLine,
            EndColumn = span.EndColumn,
        };
    }
}
