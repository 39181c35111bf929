using System.Net.Sockets;
using EnvBuild.Benchmarks.Comparing;

namespace EnvBuild.Benchmarks.Servers;

/// <summary>A Docker Engine with data of its own, behind a proxy that counts.</summary>
internal sealed class DockerServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly CountingProxy _proxy;
    private readonly string _folder;

    private DockerServer(ServerProcess process, CountingProxy proxy, string folder)
    {
        _process = process;
        _proxy = proxy;
        _folder = folder;
    }

    /// <summary>Its address, as <c>DOCKER_HOST</c> holds it.</summary>
    public string Address => $"tcp://{_proxy.Host}";

    /// <summary>Bytes to it and from it.</summary>
    public (long Up, long Down) Bytes => _proxy.Bytes;

    /// <summary>Seconds that it and its containerd have used.</summary>
    public double CpuSeconds => _process.CpuSeconds;

    /// <summary>Settings for the docker command, which speaks with this engine alone.</summary>
    public string Variables =>
        $"DOCKER_HOST={Address} DOCKER_CONFIG='{_folder}/client' DOCKER_CLI_HINTS=false "
        + "BUILDX_NO_DEFAULT_ATTESTATIONS=1";

    /// <summary>Starts an empty one.</summary>
    /// <param name="servers">Stops it at the latest.</param>
    /// <param name="folder">Folder of its own.</param>
    /// <param name="buildx">The plugin of the docker command that builds with BuildKit.</param>
    public static async Task<DockerServer> StartAsync(ServerGroup servers, string folder, string buildx)
    {
        _ = Directory.CreateDirectory(Path.Combine(folder, "client", "cli-plugins"));
        _ = File.CreateSymbolicLink(Path.Combine(folder, "client", "cli-plugins", "docker-buildx"), buildx);
        var socket = Path.Combine(folder, "engine.sock");
        var process = servers.Start(
            Path.Combine(folder, "log"),
            $"dockerd --host 'unix://{socket}' --data-root '{folder}/data' --exec-root '{folder}/exec' "
            + $"--pidfile '{folder}/pid' --bridge=none --iptables=false --ip-forward=false --ip-masq=false");
        var proxy = new CountingProxy(new UnixDomainSocketEndPoint(socket));
        var server = new DockerServer(process, proxy, folder);
        await process.WaitAsync(() => IsReadyAsync(server.Variables));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _process.DisposeAsync();
    }

    private static async Task<bool> IsReadyAsync(string variables)
    {
        try
        {
            await Timing.RunAsync($"{variables} docker version 2>/dev/null");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
