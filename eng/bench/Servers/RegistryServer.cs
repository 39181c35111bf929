using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Benchmarks.Servers;

/// <summary>Debian's docker-registry with storage of its own, behind a proxy that counts.</summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly CountingProxy _proxy;
    private readonly string _folder;

    private RegistryServer(ServerProcess process, CountingProxy proxy, string folder)
    {
        _process = process;
        _proxy = proxy;
        _folder = folder;
    }

    /// <summary>Host as in references.</summary>
    public string Host => _proxy.Host;

    /// <summary>Bytes to it and from it.</summary>
    public (long Up, long Down) Bytes => _proxy.Bytes;

    /// <summary>Bytes of the blobs that it holds.</summary>
    public long Stored => Directory
        .EnumerateFiles(Path.Combine(_folder, "data"), "data", SearchOption.AllDirectories)
        .Sum(path => new FileInfo(path).Length);

    /// <summary>Starts an empty one.</summary>
    /// <param name="servers">Stops it at the latest.</param>
    /// <param name="folder">Folder of its own.</param>
    public static async Task<RegistryServer> StartAsync(ServerGroup servers, string folder)
    {
        _ = Directory.CreateDirectory(Path.Combine(folder, "data"));
        var endpoint = FreeEndpoint();
        var configuration = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(
            configuration,
            $$$"""
            version: 0.1
            log: {level: error, accesslog: {disabled: true}}
            storage:
              filesystem: {rootdirectory: {{{folder}}}/data}
              maintenance:
                uploadpurging: {enabled: false}
            http: {addr: "{{{endpoint}}}"}
            """);
        var process = servers.Start(
            Path.Combine(folder, "log"), $"env OTEL_TRACES_EXPORTER=none docker-registry serve '{configuration}'");
        await process.WaitAsync(() => AcceptsAsync(endpoint));
        return new RegistryServer(process, new CountingProxy(endpoint), folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IPEndPoint FreeEndpoint()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return (IPEndPoint)socket.LocalEndpoint;
    }

    private static async Task<bool> AcceptsAsync(EndPoint endpoint)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
