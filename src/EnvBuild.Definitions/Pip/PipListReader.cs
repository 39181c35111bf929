using EnvBuild.Definitions.Reading;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Pip;

/// <summary>Reads the list below <c>pip:</c>; each entry is what a line of a requirements file is.</summary>
internal sealed class PipListReader(DefinitionDraft draft, string folder, DiagnosticSink sink)
{
    public void Read(YamlSequence list)
    {
        var lines = new PipLineReader(draft, folder, isConstraint: false, sink);
        foreach (var item in list.Items)
        {
            if (item is not YamlScalar scalar)
            {
                sink.Report(DiagnosticCatalog.WrongType, item.Span, "an entry of 'pip'", "a text", item.Description);
            }
            else if (scalar.IsNull)
            {
                sink.Report(DiagnosticCatalog.EmptyEntry, item.Span, "pip");
            }
            else if (scalar.Style == YamlScalarStyle.Block || scalar.Value.Contains('\n', StringComparison.Ordinal))
            {
                ReadLines(lines, scalar);
            }
            else
            {
                lines.Read(scalar.Value, offset => ScalarSpan.At(scalar, offset));
            }
        }
    }

    private static void ReadLines(PipLineReader lines, YamlScalar scalar)
    {
        var number = 0;
        foreach (var line in scalar.Value.Split('\n'))
        {
            var span = ScalarSpan.Line(scalar, number++);
            lines.Read(line, _ => span);
        }
    }
}
