namespace EnvBuild.Tool.Output;

/// <summary>Columns of text, two blanks apart, without borders: easy for people and for <c>awk</c>.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, string[] header, IEnumerable<string[]> rows)
    {
        string[][] all = [header, .. rows];
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }

    /// <summary>Names and values, one pair a line.</summary>
    public static void WritePairs(TextWriter output, IEnumerable<(string Name, string? Value)> pairs)
    {
        var known = pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToList();
        var width = known.Max(pair => pair.Name.Length);
        foreach (var (name, value) in known)
        {
            output.WriteLine($"{name.PadRight(width)}{Gap}{value}");
        }
    }
}
