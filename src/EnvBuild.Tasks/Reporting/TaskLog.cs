using EnvBuild.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Reporting;

/// <summary>Diagnostics as events of MSBuild: code, place and a link that terminals make clickable.</summary>
internal static class TaskLog
{
    public static void LogDiagnostic(this TaskLoggingHelper log, Diagnostic diagnostic) =>
        log.LogDiagnostic(SavedDiagnostic.Of(diagnostic));

    public static void LogDiagnostic(this TaskLoggingHelper log, SavedDiagnostic diagnostic)
    {
        // MSBuild's end column is that of the last character; a place without a file would name the project file anyway.
        var (code, message, link, file) = (diagnostic.Code, diagnostic.Message, diagnostic.HelpLink, diagnostic.File);
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
