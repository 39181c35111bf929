using System.Text.RegularExpressions;

namespace EnvBuild.Docker.Builds;

/// <summary>An instruction of a Dockerfile.</summary>
/// <param name="Text">Its text with lines joined and blanks as they are; of a here-document the first line.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="EndLine">Its last line, from 1.</param>
internal sealed partial record DockerfileInstruction(string Text, int Line, int EndLine)
{
    /// <summary>Its first word, in upper case.</summary>
    public string Keyword => Text.Split((char[])[' ', '\t'], 2)[0].ToUpperInvariant();

    /// <summary>
    /// What in it only BuildKit understands; <see langword="null"/> if nothing.
    /// </summary>
    public string? BuildKitFeature => Keyword switch
    {
        "RUN" when RunOption().Match(Text) is { Success: true } match => $"'RUN {match.Groups["option"].Value}'",
        "COPY" or "ADD" when CopyOption().Match(Text) is { Success: true } match =>
            $"'{Keyword} {match.Groups["option"].Value}'",
        "RUN" or "COPY" or "ADD" when HereDocument().IsMatch(Text) => "a here-document",
        _ => null,
    };

    /// <summary>Whether an engine means this instruction when it prints a text.</summary>
    public bool IsPrintedAs(string text) => string.Equals(Normal(Text), Normal(text), StringComparison.OrdinalIgnoreCase);

    /// <summary>The ends of here-documents that begin in a line, with whether tabs before the end are dropped.</summary>
    public static IEnumerable<(string End, bool DropsTabs)> HereDocumentsOf(string line) => HereDocument()
        .Matches(line)
        .Select(match => (match.Groups["end"].Value, match.Groups["tabs"].Length > 0));

    private static string Normal(string text) => Blanks().Replace(text.Trim(), " ");

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\ARUN\s+(?:--\S+\s+)*?(?<option>--(?:mount|network|security|device))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunOption();

    [GeneratedRegex(
        @"\A(?:COPY|ADD)\s+(?:--\S+\s+)*?(?<option>--(?:link|chmod|parents|exclude|checksum|keep-git-dir|unpack))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CopyOption();

    [GeneratedRegex("""(?<!<)<<(?<tabs>-?)(?<quote>["']?)(?<end>[A-Za-z_][A-Za-z0-9_.]*)\k<quote>""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HereDocument();
}
