using System.Collections.Immutable;
using EnvBuild.Definitions.Meaning;
using EnvBuild.Definitions.Reading;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>
/// Reads definitions in every form: conda environment files, Azure ML v2 environments, and these with EnvBuild's own
/// keys. What is wrong becomes diagnostics, all of them in one go; nothing is thrown but cancellation.
/// </summary>
public static class DefinitionReader
{
    private const int MaximumOfOneKind = 50;

    /// <summary>Reads a file and all files that it names.</summary>
    /// <param name="absolutePath">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<DefinitionReading> ReadAsync(string absolutePath, CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        var sink = new DiagnosticSink(absolutePath, diagnostics);
        var source = await SourceFile.LoadAsync(absolutePath, null, sink, cancellationToken).ConfigureAwait(false);
        var draft = source is null ? null : Read(source, absolutePath, sink);
        if (draft is not null)
        {
            await new ReferenceResolver(draft, sink).ResolveAsync(cancellationToken).ConfigureAwait(false);
        }

        return Finish(draft, sink, diagnostics);
    }

    /// <summary>Reads a definition that names no other files; one that does is told so.</summary>
    /// <param name="text">The definition.</param>
    /// <param name="path">
    /// Absolute path that stands for it in places and for its folder; the file need not exist.
    /// </param>
    public static DefinitionReading Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var diagnostics = new List<Diagnostic>();
        var sink = new DiagnosticSink(path, diagnostics);
        var draft = Read(new SourceText(text), path, sink);
        if (draft is { HasPendingFiles: true })
        {
            sink.Report(DiagnosticCatalog.FilesNotRead, null);
        }

        return Finish(draft, sink, diagnostics);
    }

    private static DefinitionDraft? Read(SourceText source, string path, DiagnosticSink sink)
    {
        var draft = RootReader.Read(source, path, sink);
        draft?.Files.Insert(0, path);
        if (draft is not null)
        {
            SecretScan.Report(source, sink);
            SelectorComments.Report(draft, source, sink);
        }

        return draft;
    }

    private static DefinitionReading Finish(DefinitionDraft? draft, DiagnosticSink sink, List<Diagnostic> diagnostics)
    {
        var environment = draft?.ToEnvironment();
        if (environment is not null)
        {
            MeaningChecks.Report(environment, draft!, sink);
        }

        var hasErrors = diagnostics.Exists(diagnostic => diagnostic.Severity == Severity.Error);
        return new DefinitionReading(hasErrors ? null : environment, Sorted(diagnostics));
    }

    private static ImmutableArray<Diagnostic> Sorted(List<Diagnostic> diagnostics)
    {
        var files = diagnostics
            .Select(diagnostic => diagnostic.Location?.File ?? "")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return
        [
            .. diagnostics
                .Distinct()
                .GroupBy(diagnostic => diagnostic.Code, StringComparer.Ordinal)
                .SelectMany(Limit)
                .OrderBy(diagnostic => files.IndexOf(diagnostic.Location?.File ?? ""))
                .ThenBy(diagnostic => diagnostic.Location?.Span?.Line ?? 0)
                .ThenBy(diagnostic => diagnostic.Location?.Span?.Column ?? 0),
        ];
    }

    // A file of another kind can break one rule thousands of times; nobody reads that.
    private static IEnumerable<Diagnostic> Limit(IGrouping<string, Diagnostic> group)
    {
        var all = group.ToList();
        var rest = all.Count - MaximumOfOneKind;
        return rest <= 0
            ? all
            : all.Take(MaximumOfOneKind).Append(
                DiagnosticCatalog.MoreOfTheSame.At(all[MaximumOfOneKind].Location, rest, group.Key));
    }
}
