using EnvBuild.Benchmarks.Servers;

namespace EnvBuild.Benchmarks.Images;

/// <summary>A registry that is empty at the start of each run.</summary>
internal sealed class FreshRegistry(ServerGroup servers, string folder) : IAsyncDisposable
{
    private RegistryServer? _server;

    /// <summary>Host as in references.</summary>
    public string Host => _server!.Host;

    /// <summary>Bytes to it and from it.</summary>
    public (long Up, long Down) Bytes => _server!.Bytes;

    /// <summary>Bytes of the blobs that it holds.</summary>
    public long Stored => _server!.Stored;

    /// <summary>Starts the next one.</summary>
    public async Task RenewAsync()
    {
        await DisposeAsync();
        _server = await RegistryServer.StartAsync(servers, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _server = null;
    }
}
