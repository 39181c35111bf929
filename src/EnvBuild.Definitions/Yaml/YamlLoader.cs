using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Reads YAML text into nodes; all that is wrong becomes a diagnostic.</summary>
internal static class YamlLoader
{
    /// <summary>Root of the only document; <see langword="null"/> when there is none or it cannot be read.</summary>
    public static YamlNode? Load(SourceText source, DiagnosticSink sink)
    {
        if (source.Text.Length > YamlLimits.MaximumBytes)
        {
            sink.Report(DiagnosticCatalog.DefinitionTooLarge, null, YamlLimits.MaximumBytes / 1024);
            return null;
        }

        if (source.Text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero)
        {
            sink.Report(
                DiagnosticCatalog.YamlSyntax,
                source.SpanOf(zero, 1),
                "a zero byte stands in the text; the file is no text, or it is not UTF-8");
            return null;
        }

        try
        {
            using var reader = new StringReader(source.Text);
            var parser = new Parser(reader);
            return LoadDocument(parser, sink);
        }
        catch (YamlLimitException limit)
        {
            sink.Report(DiagnosticCatalog.DefinitionTooComplex, limit.Span, limit.Message);
        }
        catch (YamlException error)
        {
            var span = SpanOf(error.Start, error.End);
            YamlSyntaxAdvice.Report(error, source, span, sink);
        }
        catch (Exception error) when (
            error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner has states of its own that it does not tell as syntax errors, such as an unclosed '['.
            sink.Report(
                DiagnosticCatalog.YamlSyntax,
                UnclosedBracket.Find(source),
                "a bracket or quote is not closed, or closed twice");
        }

        return null;
    }

    public static SourceSpan SpanOf(Mark start, Mark end) =>
        new((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);

    private static YamlNode? LoadDocument(Parser parser, DiagnosticSink sink)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            sink.Report(DiagnosticCatalog.DefinitionEmpty, null);
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = new YamlTreeBuilder(parser, sink).Build();
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            var start = parser.Current!;
            sink.Report(DiagnosticCatalog.SeveralDocuments, SpanOf(start.Start, start.End));
        }

        return root;
    }
}
