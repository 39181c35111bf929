using EnvBuild.Definitions.Meaning;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>Collects the diagnostics of one file.</summary>
/// <param name="file">Path of the file, as given.</param>
/// <param name="diagnostics">Where they are put, with those of other files of the same definition.</param>
internal sealed class DiagnosticSink(string file, List<Diagnostic> diagnostics)
{
    public string File { get; } = file;

    public DiagnosticSink ForFile(string other) => new(other, diagnostics);

    public SourceLocation At(SourceSpan? span) => new(File, span);

    public void Report(DiagnosticDescriptor descriptor, SourceSpan? span, params object?[] arguments) =>
        ReportAt(descriptor, At(span), arguments);

    public void ReportAt(DiagnosticDescriptor descriptor, SourceLocation? location, params object?[] arguments) =>
        diagnostics.Add(descriptor.At(location, [.. arguments.Select(Redacted)]));

    private static object? Redacted(object? argument) => argument is string text ? SecretScan.Redact(text) : argument;
}
