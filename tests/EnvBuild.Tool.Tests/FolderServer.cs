using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Tool.Tests;

/// <summary>Serves the files below a folder on 127.0.0.1, behind a path that holds a token.</summary>
internal sealed class FolderServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private readonly string _prefix;

    public FolderServer(string folder, string prefix)
    {
        (_folder, _prefix) = (folder, prefix);
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}";
        socket.Stop();
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        Requests.Enqueue(path);
        using var response = context.Response;
        if (!path.StartsWith(_prefix, StringComparison.Ordinal))
        {
            response.StatusCode = 401;
        }
        else if (Path.Combine(_folder, path[_prefix.Length..]) is var file && File.Exists(file))
        {
            await response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
        }
        else
        {
            response.StatusCode = 404;
        }
    }
}
