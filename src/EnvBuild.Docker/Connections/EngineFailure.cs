using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Docker.DotNet;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Docker.Connections;

/// <summary>Turns what goes wrong on the way to an engine into diagnostics.</summary>
internal static class EngineFailure
{
    private const int LongestMessage = 2000;

    /// <summary>Whether the connection is the cause, not a disk or the program.</summary>
    public static bool IsConnection(Exception exception) =>
        exception is HttpRequestException or HttpIOException or SocketException or TimeoutException
        || exception is IOException { InnerException: SocketException };

    /// <summary>The engine went away.</summary>
    public static EnvBuildException Lost(EngineEndpoint endpoint, string reason, Exception? cause = null) =>
        new([DiagnosticCatalog.EngineLost.At(null, endpoint, reason)], cause);

    /// <summary>The engine answered, with a refusal.</summary>
    public static EnvBuildException Refused(EngineEndpoint endpoint, string task, string message) =>
        DiagnosticCatalog.EngineRefused.Exception(null, endpoint, task, EndSentence(message));

    /// <summary>The engine answered something else than asked for.</summary>
    public static EnvBuildException Invalid(
        EngineEndpoint endpoint, string task, string problem, Exception? cause = null) =>
        new([DiagnosticCatalog.EngineAnswerInvalid.At(null, endpoint, task, problem)], cause);

    /// <summary>Turns what an operation threw into what the user sees.</summary>
    public static EnvBuildException ToException(Exception exception, EngineEndpoint endpoint, string task)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is EnvBuildException told)
            {
                return told;
            }
        }

        return exception switch
        {
            DockerApiException refused => Refused(endpoint, task, MessageOf(refused)),
            JsonException invalid => Invalid(endpoint, task, Reason(invalid), invalid),
            _ => Lost(endpoint, Reason(exception), exception),
        };
    }

    /// <summary>What can be translated by <see cref="ToException"/>.</summary>
    public static bool IsExpected(Exception exception) =>
        IsConnection(exception) || exception is DockerApiException or JsonException;

    /// <summary>The innermost reason, in one line; that it took too long is our own.</summary>
    public static string Reason(Exception exception)
    {
        while (exception is not TimeoutException && exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }

    /// <summary>The message in the body of a refusal.</summary>
    public static string MessageIn(string body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, ConnectionJsonContext.Default.ErrorAnswer);
            return Shorten(answer?.Message ?? answer?.Cause ?? body);
        }
        catch (JsonException)
        {
            return Shorten(body);
        }
    }

    private static string MessageOf(DockerApiException exception) =>
        MessageIn(exception.ResponseBody ?? "") is { Length: > 0 } message
            ? message
            : $"status {(int)exception.StatusCode}";

    private static string EndSentence(string message) => $"{message.TrimEnd().TrimEnd('.')}.";

    private static string Shorten(string text)
    {
        var line = new StringBuilder(text.Trim()).Replace("\r", "").Replace('\n', ' ').ToString();
        return line.Length <= LongestMessage ? line : $"{line[..LongestMessage]}…";
    }
}
