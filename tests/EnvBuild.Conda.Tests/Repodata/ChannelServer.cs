using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Conda.Tests.Repodata;

/// <summary>A real HTTP server on 127.0.0.1 that answers as the test wants.</summary>
internal sealed class ChannelServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, HttpListenerResponse, byte[]?> _answer;

    /// <param name="answer">Answers a request; no body: none is sent.</param>
    /// <param name="host">Another address of this machine, for what must not go to another host.</param>
    internal ChannelServer(
        Func<HttpListenerRequest, HttpListenerResponse, byte[]?> answer, string host = "127.0.0.1")
    {
        _answer = answer;
        using var socket = new TcpListener(IPAddress.Parse(host), 0);
        socket.Start();
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;
        socket.Stop();
        Url = $"http://{host}:{port}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    internal string Url { get; }

    internal ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Requests.Enqueue(context.Request.Url!.AbsolutePath);
            var body = _answer(context.Request, context.Response);
            if (body is not null)
            {
                context.Response.ContentLength64 = body.Length;
                await context.Response.OutputStream.WriteAsync(body);
            }

            context.Response.Close();
        }
    }
}
