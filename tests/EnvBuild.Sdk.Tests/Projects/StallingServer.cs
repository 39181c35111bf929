using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Sdk.Tests.Projects;

/// <summary>A server on this machine that takes every request and never answers.</summary>
internal sealed class StallingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TcpClient> _clients = [];

    private StallingServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Completed by the first request.</summary>
    public Task Asked => _asked.Task;

    public string Address => $"http://{_listener.LocalEndpoint}/";

    public static StallingServer Start() => new();

    public void Dispose()
    {
        _listener.Dispose();
        _clients.ForEach(client => client.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _clients.Add(await _listener.AcceptTcpClientAsync());
                _ = _asked.TrySetResult();
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The test is over.
            _ = _asked.TrySetCanceled();
        }
    }
}
