using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>A proxy of a company: leads every <c>CONNECT</c> with the right password to one port of this machine.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly string _authorization;
    private readonly Task _work;

    private TunnelProxy(int target, string credential)
    {
        _target = target;
        _authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}";
        _listener.Start();
        _work = AcceptAsync();
    }

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>First lines of the requests that were let through.</summary>
    public ConcurrentQueue<string> Tunnels { get; } = new();

    public static TunnelProxy Start(int target, string credential) => new(target, credential);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _work;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head)
                {
                    if (!head.Contains($"Proxy-Authorization: {_authorization}\r\n", StringComparison.OrdinalIgnoreCase))
                    {
                        await stream.WriteAsync(
                            "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
                            _stop.Token);
                        continue;
                    }

                    Tunnels.Enqueue(head[..head.IndexOf('\r', StringComparison.Ordinal)]);
                    await stream.WriteAsync("HTTP/1.1 200 Yes\r\n\r\n"u8.ToArray(), _stop.Token);
                    using var server = new TcpClient();
                    await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                    await Task.WhenAny(
                        stream.CopyToAsync(server.GetStream(), _stop.Token),
                        server.GetStream().CopyToAsync(stream, _stop.Token));
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client or the test is done.
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0)
        {
            head.Append((char)one[0]);
            if (head.Length > 3 && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
            {
                return head.ToString();
            }
        }

        return null;
    }
}
