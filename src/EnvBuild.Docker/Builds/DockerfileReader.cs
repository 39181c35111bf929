using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EnvBuild.Docker.Builds;

/// <summary>
/// Finds the instructions of a Dockerfile with their lines. It judges nothing: what is wrong with an instruction is the
/// engine's to say.
/// </summary>
internal static partial class DockerfileReader
{
    /// <summary>The syntax that the first lines ask for; <see langword="null"/> if none.</summary>
    public static string? FindSyntax(string text) =>
        Directives(text).FirstOrDefault(directive => directive.Name == "syntax").Value;

    /// <summary>All instructions, in order.</summary>
    public static ImmutableArray<DockerfileInstruction> Read(string text)
    {
        var escape = Directives(text).FirstOrDefault(directive => directive.Name == "escape").Value is "`" ? '`' : '\\';
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var found = ImmutableArray.CreateBuilder<DockerfileInstruction>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsBlankOrComment(lines[i]))
            {
                var (joined, last) = Join(lines, i, escape);
                var end = SkipHereDocuments(lines, joined, last);
                found.Add(new DockerfileInstruction(joined, i + 1, end + 1));
                i = end;
            }
        }

        return found.DrainToImmutable();
    }

    // Comments and empty lines may stand between the lines of an instruction.
    private static (string Text, int Last) Join(string[] lines, int first, char escape)
    {
        var text = lines[first].Trim();
        var last = first;
        while (text.EndsWith(escape) && last + 1 < lines.Length)
        {
            text = text[..^1];
            last++;
            while (last < lines.Length - 1 && IsBlankOrComment(lines[last]))
            {
                last++;
            }

            text += IsBlankOrComment(lines[last]) ? "" : lines[last].TrimEnd();
        }

        return (text, last);
    }

    private static int SkipHereDocuments(string[] lines, string text, int last)
    {
        if (!HereDocumentKeyword().IsMatch(text))
        {
            return last;
        }

        foreach (var (end, dropsTabs) in DockerfileInstruction.HereDocumentsOf(text))
        {
            var close = Array.FindIndex(
                lines, last + 1, line => string.Equals(dropsTabs ? line.TrimStart('\t') : line, end, StringComparison.Ordinal));
            if (close < 0)
            {
                return lines.Length - 1;
            }

            last = close;
        }

        return last;
    }

    private static bool IsBlankOrComment(string line) => line.AsSpan().TrimStart() is [] or ['#', ..];

    // Directives stand before everything else, also before comments.
    private static IEnumerable<(string Name, string Value)> Directives(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var match = Directive().Match(line);
            if (!match.Success)
            {
                yield break;
            }

            yield return (match.Groups["name"].Value.ToLowerInvariant(), match.Groups["value"].Value);
        }
    }

    [GeneratedRegex(@"\A\s*#\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>.+?)\s*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();

    [GeneratedRegex(@"\A(?:RUN|COPY|ADD)\s",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HereDocumentKeyword();
}
