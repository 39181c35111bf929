using EnvBuild.Definitions.Reading;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Pip;

/// <summary>Reads a requirements file (pip documentation, Requirements File Format).</summary>
internal static class RequirementsFileReader
{
    public static void Read(DefinitionDraft draft, SourceText source, PendingRequirementsFile file, DiagnosticSink sink)
    {
        var lines = new PipLineReader(draft, Path.GetDirectoryName(file.Path)!, file.IsConstraint, sink);
        var number = 0;
        var first = 0;
        var joined = "";
        foreach (var raw in source.Text.Split('\n'))
        {
            number++;
            first = joined.Length == 0 ? number : first;
            var line = raw.TrimEnd('\r');
            var isComment = line.AsSpan().TrimStart().StartsWith("#");
            if (line.EndsWith('\\') && !isComment)
            {
                joined += line[..^1];
                continue;
            }

            ReadLine(lines, joined + line, first);
            joined = "";
        }

        if (joined.Length > 0)
        {
            ReadLine(lines, joined, first);
        }
    }

    private static void ReadLine(PipLineReader lines, string line, int number)
    {
        var start = line.Length - line.TrimStart().Length + 1;
        var end = Math.Max(start, PipLine.WithoutComment(line).TrimEnd().Length + 1);
        lines.Read(line, offset => new SourceSpan(number, Math.Min(start + offset, end), number, end));
    }
}
