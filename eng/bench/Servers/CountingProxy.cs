using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Benchmarks.Servers;

/// <summary>Stands before a server on 127.0.0.1 and counts the bytes of all connections, in each direction.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private const int BufferSize = 256 << 10;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly EndPoint _target;
    private readonly Task _accepting;
    private long _up;
    private long _down;

    /// <param name="target">An address of TCP, or a socket of Unix.</param>
    public CountingProxy(EndPoint target)
    {
        _target = target;
        _listener.Start(backlog: 512);
        Host = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    /// <summary>Host and port that clients use.</summary>
    public string Host { get; }

    /// <summary>Bytes that clients have sent to the server, and got from it.</summary>
    public (long Up, long Down) Bytes => (Interlocked.Read(ref _up), Interlocked.Read(ref _down));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(
            _target.AddressFamily,
            SocketType.Stream,
            _target.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        using (client)
        {
            try
            {
                await server.ConnectAsync(_target, _stop.Token);
                client.NoDelay = true;
                if (_target.AddressFamily != AddressFamily.Unix)
                {
                    server.NoDelay = true;
                }

                await Task.WhenAll(
                    CopyAsync(client, server, count => Interlocked.Add(ref _up, count)),
                    CopyAsync(server, client, count => Interlocked.Add(ref _down, count)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // One of both went away, and the other learns of it.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Action<long> count)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        while (await from.ReceiveAsync(buffer, _stop.Token) is var read and > 0)
        {
            count(read);
            for (var rest = buffer.AsMemory(0, read); !rest.IsEmpty;)
            {
                rest = rest[await to.SendAsync(rest, _stop.Token)..];
            }
        }

        // Connections that are taken over (docker build) end in one direction first.
        to.Shutdown(SocketShutdown.Send);
    }
}
