using System.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>Comma-separated rows as Python's <c>csv</c> module reads and writes them by default.</summary>
internal static class CsvRows
{
    /// <summary>Reads rows; either line end, empty lines are none.</summary>
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '"' && isQuoted && at + 1 < text.Length && text[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (character == '"' && (isQuoted || field.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || character is not (',' or '\r' or '\n'))
            {
                field.Append(character);
            }
            else
            {
                if (character == ',' || row.Count > 0 || field.Length > 0)
                {
                    row.Add(Take(field));
                }

                if (character != ',' && row.Count > 0)
                {
                    yield return row;
                    row = [];
                }
            }
        }

        if (row.Count > 0 || field.Length > 0)
        {
            row.Add(Take(field));
            yield return row;
        }
    }

    /// <summary>A field, quoted where it has to be.</summary>
    public static string Quote(string field) => field.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field;

    private static string Take(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        return text;
    }
}
