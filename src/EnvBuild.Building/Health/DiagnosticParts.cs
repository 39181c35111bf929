using System.Globalization;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Health;

/// <summary>A diagnostic, parted into what is wrong and what to do.</summary>
/// <param name="Problem">What is wrong, with its place, in one line.</param>
/// <param name="Advice">What to do; <see langword="null"/> if the message does not say it in sentences of its own.</param>
internal sealed record DiagnosticParts(string Problem, string? Advice)
{
    /// <summary>Parts a diagnostic where the first sentence begins that holds none of its arguments.</summary>
    public static DiagnosticParts Of(Diagnostic diagnostic)
    {
        var format = diagnostic.Descriptor.MessageFormat;
        var end = format.IndexOf(". ", format.LastIndexOf('}') + 1, StringComparison.Ordinal);
        var advice = end < 0 ? "" : string.Format(CultureInfo.InvariantCulture, format[(end + 2)..]);
        var isParted = advice.Length > 0 && diagnostic.Message.EndsWith(advice, StringComparison.Ordinal);
        var problem = isParted ? diagnostic.Message[..^advice.Length] : diagnostic.Message;
        var place = diagnostic.Location is { Span: not null } location ? $"{location}: " : "";
        return new DiagnosticParts(
            place + problem.Trim().TrimEnd('.').ReplaceLineEndings(" "), isParted ? advice : null);
    }
}
