using System.Text;
using System.Text.RegularExpressions;

namespace EnvBuild.Docker.Builds;

/// <summary>
/// Makes lines of output that comes in pieces, without colours; of a line that was written over itself, as progress
/// bars are, only the last state counts.
/// </summary>
/// <param name="emit">Takes a line.</param>
internal sealed partial class OutputLines(Action<string> emit)
{
    private const int LongestLine = 16 * 1024;
    private readonly StringBuilder _line = new();

    public void Add(string piece)
    {
        foreach (var character in piece)
        {
            if (character == '\n' || _line.Length >= LongestLine)
            {
                Flush();
            }

            if (character != '\n')
            {
                _line.Append(character);
            }
        }
    }

    /// <summary>Ends the last line.</summary>
    public void Finish()
    {
        if (_line.Length > 0)
        {
            Flush();
        }
    }

    private void Flush()
    {
        var line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        emit(EscapeSequence().Replace(line[(line.LastIndexOf('\r') + 1)..], ""));
    }

    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EscapeSequence();
}
