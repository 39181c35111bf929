using EnvBuild.Diagnostics;
using EnvBuild.Tool.Hosting;

namespace EnvBuild.Tool.Output;

/// <summary>Writes diagnostics as lines that MSBuild, editors and people read.</summary>
internal sealed class DiagnosticWriter(ToolHost host, bool color)
{
    private const string Reset = "\u001b[0m";

    public void Write(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Write(diagnostic);
        }
    }

    public void Write(Diagnostic diagnostic) =>
        host.Error.WriteLine(color ? Paint(diagnostic) : diagnostic.ToString());

    private static string Paint(Diagnostic diagnostic)
    {
        var text = diagnostic.ToString();
        var code = text.IndexOf(diagnostic.Code, StringComparison.Ordinal);
        var kind = text.LastIndexOf(' ', code - 2) + 1;
        var paint = diagnostic.Severity switch
        {
            Severity.Error => "\u001b[31m",
            Severity.Warning => "\u001b[33m",
            _ => "\u001b[36m",
        };
        var end = code + diagnostic.Code.Length;
        return string.Concat(text.AsSpan(0, kind), paint, text.AsSpan(kind, end - kind), string.Concat(Reset, text.AsSpan(end)));
    }
}
