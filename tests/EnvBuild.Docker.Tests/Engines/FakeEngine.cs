using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EnvBuild.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EnvBuild.Docker.Tests.Engines;

/// <summary>Answers as an engine would that does what a test wants.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private const string Versions = """
        {"Version":"28.5.2","ApiVersion":"1.51","MinAPIVersion":"1.24","Os":"linux","Arch":"amd64"}
        """;

    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private FakeEngine(WebApplication server)
    {
        _server = server;
    }

    /// <summary>Address, as <c>DOCKER_HOST</c> holds it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>All requests, <c>METHOD /path?query</c>, without the version of the API.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Listens at a socket.</summary>
    public static async Task<FakeEngine> StartAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var socket = folder["fake.sock"];
        var engine = await StartAsync(kestrel => kestrel.ListenUnixSocket(socket), cancellationToken);
        engine.Address = $"unix://{socket}";
        return engine;
    }

    /// <summary>Listens at a port of this machine.</summary>
    public static async Task<FakeEngine> StartTcpAsync(
        Action<ListenOptions> configure, CancellationToken cancellationToken)
    {
        var engine = await StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, configure), cancellationToken);
        engine.Address = $"tcp://{new Uri(engine._server.Urls.Single()).Authority}";
        return engine;
    }

    private static async Task<FakeEngine> StartAsync(
        Action<KestrelServerOptions> listen, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            listen(kestrel);
        });
        var engine = new FakeEngine(builder.Build());
        engine.Answer("GET /version", Versions);
        engine.Answer("GET /_ping", "OK");
        engine._server.Run(engine.HandleAsync);
        await engine._server.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>Sets what a request gets that begins like this.</summary>
    public void Answer(string request, Func<HttpContext, Task> answer) => _answers[request] = answer;

    /// <summary>Sets a body, read to the end of the request as engines do.</summary>
    public void Answer(string request, string body, int status = 200) => Answer(request, async context =>
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    });

    /// <summary>Sets the beginning of a body, after which the connection breaks.</summary>
    public void Break(string request, string body) => Answer(request, async context =>
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    });

    /// <summary>Lets a request wait for ever, after the beginning of an answer.</summary>
    public void Hang(string request, string body = "") => Answer(request, async context =>
    {
        if (body.Length > 0)
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await context.Response.WriteAsync(body, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        path = path.StartsWith("/v1.", StringComparison.Ordinal) ? path[path.IndexOf('/', 1)..] : path;
        var request = $"{context.Request.Method} {path}{context.Request.QueryString}";
        _requests.Enqueue(request);
        var known = _answers.Keys
            .Where(begin => request.StartsWith(begin, StringComparison.Ordinal))
            .MaxBy(begin => begin.Length);
        if (known is not null)
        {
            await _answers[known](context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync("""{"message":"no such thing"}""");
    }
}
