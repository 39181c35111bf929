using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>One attempt failed. Never leaves the client: it becomes a diagnostic when there are no more attempts.</summary>
#pragma warning disable CA1064 // It never leaves the assembly.
internal sealed class RegistryFailure(string reason, bool isTransient, Exception? cause = null)
    : Exception(reason, cause)
#pragma warning restore CA1064
{
    /// <summary>Whether another attempt could do better.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>How long the registry asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A failure of the network.</summary>
    public static RegistryFailure From(Exception exception)
    {
        var innermost = exception;
        while (innermost.InnerException is { } inner)
        {
            innermost = inner;
        }

        var isLasting = exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            || innermost is SocketException { SocketErrorCode: SocketError.HostNotFound };
        return new RegistryFailure(innermost.Message.TrimEnd('.'), !isLasting, exception);
    }

    /// <summary>An answer that asks to come again later.</summary>
    public static RegistryFailure From(HttpResponseMessage response, string reason, TimeProvider timeProvider)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - timeProvider.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return new RegistryFailure(reason, isTransient: true)
        {
            RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
        };
    }

    /// <summary>Whether a status says that another attempt could do better.</summary>
    public static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));
}
