using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>
/// Stands before a real registry and does to requests and answers what bad networks and servers do.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly HashSet<string> NotForwarded =
        new(["Host", "Transfer-Encoding", "Connection", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Func<string> _target;
    private WebServer? _server;

    private FaultProxy(Func<string> target) => _target = target;

    /// <summary>Answers in place of the registry; whether it did.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    /// <summary>How many bytes of a request's body go through before the line breaks.</summary>
    public Func<HttpRequest, long?> BreakRequest { get; set; } = _ => null;

    /// <summary>How many bytes of an answer's body go through before the line breaks.</summary>
    public Func<HttpRequest, long?> BreakAnswer { get; set; } = _ => null;

    /// <summary>Changes the bytes of an answer's body.</summary>
    public Action<HttpRequest, byte[]> Spoil { get; set; } = (_, _) => { };

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public string Host => _server!.Host;

    public static async Task<FaultProxy> StartAsync(Func<string> target)
    {
        var proxy = new FaultProxy(target);
        proxy._server = await WebServer.StartAsync(proxy.AnswerAsync);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue(new SeenRequest(
            request.Method,
            request.Path,
            request.Headers.Authorization.FirstOrDefault(),
            request.Headers.Range.FirstOrDefault() ?? request.Headers.ContentRange.FirstOrDefault(),
            request.ContentLength));
        if (await Intercept(context))
        {
            return;
        }

        try
        {
            using var message = Forward(request);
            using var response = await _client.SendAsync(
                message, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            await ReturnAsync(context, response);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private HttpRequestMessage Forward(HttpRequest request)
    {
        var message = new HttpRequestMessage(
            new HttpMethod(request.Method), $"http://{_target()}{request.Path.ToUriComponent()}{request.QueryString}");
        message.Headers.Host = request.Host.Value;
        var hasBody = request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;
        if (hasBody || request.Method is "PUT" or "POST" or "PATCH")
        {
            message.Content = BreakRequest(request) is { } limit
                ? new StreamContent(new BreakingStream(request.Body, limit))
                : new StreamContent(request.Body);
            message.Content.Headers.ContentLength = request.ContentLength ?? 0;
        }

        foreach (var (name, values) in request.Headers.Where(header => !NotForwarded.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return message;
    }

    private async Task ReturnAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!string.Equals(name, "Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (context.Request.Method == "HEAD")
        {
            return;
        }

        if (BreakAnswer(context.Request) is { } limit)
        {
            var part = new byte[limit];
            var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            var count = await body.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, context.RequestAborted);
            await context.Response.Body.WriteAsync(part.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(50, context.RequestAborted);
            context.Abort();
            return;
        }

        var content = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        Spoil(context.Request, content);
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
