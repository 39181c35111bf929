using System.Collections.Frozen;
using EnvBuild.Definitions.Meaning;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>Collects the diagnostics of one file.</summary>
/// <param name="file">Path of the file, as given.</param>
/// <param name="diagnostics">Where they are put, with those of other files of the same definition.</param>
internal sealed class DiagnosticSink(string file, List<Diagnostic> diagnostics)
{
    private static readonly FrozenSet<string> NamesPath = FrozenSet.ToFrozenSet(
        [
            DiagnosticCatalog.FileNotFound.Code,
            DiagnosticCatalog.FileAccessFailed.Code,
            DiagnosticCatalog.FileNotRegular.Code,
            DiagnosticCatalog.ContextNotFound.Code,
        ],
        StringComparer.Ordinal);

    public string File { get; } = file;

    public DiagnosticSink ForFile(string other) => new(other, diagnostics);

    public SourceLocation At(SourceSpan? span) => new(File, span);

    public void Report(DiagnosticDescriptor descriptor, SourceSpan? span, params object?[] arguments) =>
        ReportAt(descriptor, At(span), arguments);

    public void ReportAt(DiagnosticDescriptor descriptor, SourceLocation? location, params object?[] arguments) =>
        diagnostics.Add(descriptor.At(
            location, [.. arguments.Select((argument, index) => Shown(descriptor, argument, index))]));

    private static object? Shown(DiagnosticDescriptor descriptor, object? argument, int index)
    {
        if (argument is not string text)
        {
            return argument;
        }

        // What a message quotes is text of the file, except for paths, which must be whole to be of use.
        var redacted = SecretScan.Redact(text);
        return NamesPath.Contains(descriptor.Code) ? redacted
            : descriptor.MessageFormat.Contains($"'{{{index}}}", StringComparison.Ordinal) ? Excerpt.Of(redacted)
            : Excerpt.OfQuoted(redacted);
    }
}
