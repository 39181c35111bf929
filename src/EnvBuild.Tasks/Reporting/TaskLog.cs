using EnvBuild.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Reporting;

/// <summary>Diagnostics as events of MSBuild: code, place and a link that terminals make clickable.</summary>
internal static class TaskLog
{
    public static void LogDiagnostic(this TaskLoggingHelper log, Diagnostic diagnostic, string defaultFile) =>
        log.LogDiagnostic(SavedDiagnostic.Of(diagnostic), defaultFile);

    /// <param name="log">Where.</param>
    /// <param name="diagnostic">What.</param>
    /// <param name="defaultFile">
    /// Definition or project for a diagnostic without a place; MSBuild would name the targets of the package.
    /// </param>
    public static void LogDiagnostic(this TaskLoggingHelper log, SavedDiagnostic diagnostic, string defaultFile)
    {
        var (code, message, link) = (diagnostic.Code, diagnostic.Message, diagnostic.HelpLink);
        var file = diagnostic.File ?? defaultFile;
        var (line, column, endLine, endColumn) =
            (diagnostic.Line, diagnostic.Column, diagnostic.EndLine, diagnostic.EndColumn);
        switch (diagnostic.Severity)
        {
            case Severity.Error:
                log.LogError(null, code, null, link, file, line, column, endLine, endColumn, "{0}", message);
                break;
            case Severity.Warning:
                log.LogWarning(null, code, null, link, file, line, column, endLine, endColumn, "{0}", message);
                break;
            case Severity.Information:
            default:
                log.LogMessage(
                    null, code, null, file, line, column, endLine, endColumn, MessageImportance.Normal, "{0}", message);
                break;
        }
    }
}
