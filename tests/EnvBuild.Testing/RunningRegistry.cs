using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EnvBuild.Testing;

/// <summary>Debian's docker-registry on 127.0.0.1, with storage and configuration of its own.</summary>
public sealed class RunningRegistry : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _auth;
    private readonly string _tls;
    private Process? _process;

    private RunningRegistry(string auth, string tls)
    {
        _auth = auth;
        _tls = tls;
        Port = FreePort();
    }

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Host as in references.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>Starts a registry; the test is skipped where Debian's package is missing.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <param name="auth">The part <c>auth</c> of its configuration.</param>
    /// <param name="tls">Value of <c>http.tls</c> of its configuration.</param>
    public static async Task<RunningRegistry> StartAsync(CancellationToken cancellationToken, string auth = "", string tls = "")
    {
        _ = RequiredTool.Find("docker-registry", "docker-registry");
        for (var attempt = 0; ; attempt++)
        {
            var registry = new RunningRegistry(auth, tls);
            try
            {
                await registry.StartAsync(cancellationToken);
                return registry;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Another process may have taken the port in between.
                registry.Dispose();
            }
        }
    }

    /// <summary>Starts it, also anew with what it had.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var configuration = _folder.Write(
            "config.yml",
            $$"""
            version: 0.1
            log: {level: error}
            storage:
              filesystem: {rootdirectory: {{_folder["data"]}}}
              delete: {enabled: true}
              maintenance:
                uploadpurging: {enabled: false}
            http: {addr: "127.0.0.1:{{Port}}"{{(_tls.Length == 0 ? "" : $", tls: {_tls}")}}}
            {{_auth}}
            """);
        var spec = new ProcessSpec(RequiredTool.Find("docker-registry", "docker-registry"), "serve", configuration)
            .With("OTEL_TRACES_EXPORTER", "none");
        _process = spec.Start();
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await AcceptsAsync(cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"docker-registry ended with {_process.ExitCode}.");
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Kills it at once, as a crash would.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
