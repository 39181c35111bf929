using System.Text.RegularExpressions;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>
/// Finds comments such as <c># [win]</c>: conda-build and conda-lock obey them, conda environment files do not.
/// </summary>
internal static partial class SelectorComments
{
    public static void Report(DefinitionDraft draft, SourceText source, DiagnosticSink sink)
    {
        foreach (var package in draft.CondaPackages.Where(package => package.Location.File == sink.File))
        {
            var span = package.Location.Span!.Value;
            var line = source.Line(span.EndLine);
            var match = SelectorRegex().Match(line, Math.Min(Math.Max(span.EndColumn - 1, 0), line.Length));
            if (match.Success)
            {
                sink.Report(
                    DiagnosticCatalog.SelectorComment,
                    new SourceSpan(span.EndLine, match.Index + 1, span.EndLine, match.Index + match.Length + 1),
                    match.Value,
                    package.Text);
            }
        }
    }

    [GeneratedRegex(
        @"#\s*\[\s*(?:not\s+)?" +
        @"(?:win|win32|win64|osx|osx64|linux|linux32|linux64|unix|arm64|aarch64|ppc64le|x86|x86_64)" +
        @"(?:\s+(?:and|or)\s+[a-z0-9_ ]+)?\s*\]",
        RegexOptions.CultureInvariant)]
    private static partial Regex SelectorRegex();
}
