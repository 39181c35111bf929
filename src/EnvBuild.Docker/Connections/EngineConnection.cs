using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.NativeHttp;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;
using Microsoft.Extensions.Logging.Abstractions;

namespace EnvBuild.Docker.Connections;

/// <summary>
/// A connection to an engine whose version is known. Requests with small answers go through Docker.DotNet; those that
/// stream are made here, because the library keeps silent about failures in the middle of a stream.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private readonly HttpClient _http;

    public EngineConnection(EngineEndpoint endpoint, EngineVersion version, EngineSettings settings, HttpClient http)
    {
        Endpoint = endpoint;
        Version = version;
        Settings = settings;
        _http = http;
        var options = new NativeHttpTransportOptions
        {
            ConfigureHandler = handler => EngineTransport.Configure(handler, endpoint),
        };
        var client = new ClientOptions
        {
            Endpoint = EngineTransport.BaseAddress(endpoint),
            ApiVersion = version.Api,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Client = new DockerClientBuilder<NativeHttpTransportOptions>(
            DockerHandlerFactory.Instance, options, client, NullLogger.Instance).Build();
    }

    public EngineEndpoint Endpoint { get; }

    public EngineVersion Version { get; }

    public EngineSettings Settings { get; }

    public DockerClient Client { get; }

    public IReporter Reporter => Settings.Reporter;

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    /// <summary>Does something with the engine; what goes wrong becomes a diagnostic.</summary>
    /// <param name="task">What it is, after "could not": <c>load the image</c>.</param>
    /// <param name="work">The work; its token is cancelled too when the engine is lost.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV6006: the engine is lost. ENV6007: it refused. ENV6008: it answered
    /// something else.</exception>
    public async Task<T> DoAsync<T>(
        string task, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var watch = new EngineWatch(
            PingAsync, Settings.WatchInterval, Settings.TimeProvider, cancellationToken);
        await using (watch.ConfigureAwait(false))
        {
            try
            {
                return await work(watch.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
                when (exception is OperationCanceledException || EngineFailure.IsExpected(exception))
            {
                // A cancelled request may end as a broken connection as well.
                cancellationToken.ThrowIfCancellationRequested();
                throw watch.Cause is { } cause
                    ? EngineFailure.Lost(Endpoint, EngineFailure.Reason(cause), exception)
                    : EngineFailure.ToException(exception, Endpoint, task);
            }
        }
    }

    /// <summary>Does something without a result.</summary>
    public Task DoAsync(string task, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        DoAsync(
            task,
            async token =>
            {
                await work(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Sends a request and gives the answer as soon as its head is there.</summary>
    /// <exception cref="DockerApiException">The status is no success.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"v{Version.Api}/{path}", UriKind.Relative));
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        if (response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous)
        {
            return response;
        }

        using (response)
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            throw new DockerApiException(response.StatusCode, Encoding.UTF8.GetString(body));
        }
    }

    private async Task PingAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Settings.AnswerLimit);
        try
        {
            using var response = await _http
                .GetAsync(new Uri("_ping", UriKind.Relative), limit.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {Settings.AnswerLimit.TotalSeconds} seconds", exception);
        }
    }
}
