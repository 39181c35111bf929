using System.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Engines;

/// <summary>A Docker Engine of the tests' own, with its own data and socket and without any network.</summary>
internal sealed class DockerEngine : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Process _daemon;
    private readonly string _client;

    private DockerEngine(TemporaryFolder folder, Process daemon, string client)
    {
        _folder = folder;
        _daemon = daemon;
        _client = client;
    }

    public static async Task<DockerEngine> StartAsync(CancellationToken cancellationToken)
    {
        var daemon = RequiredTool.Find("dockerd", "docker.io");
        var client = RequiredTool.Find("docker", "docker.io");
        RequiredTool.RequireRoot("A Docker Engine of the tests' own");
        var folder = new TemporaryFolder();
        var process = new ProcessSpec(
            daemon,
            "--host",
            $"unix://{folder["engine.sock"]}",
            "--data-root",
            folder["data"],
            "--exec-root",
            folder["exec"],
            "--pidfile",
            folder["engine.pid"],
            "--bridge=none",
            "--iptables=false",
            "--ip-forward=false",
            "--ip-masq=false").Start();
        var log = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var engine = new DockerEngine(folder, process, client);
        await engine.WaitUntilReadyAsync(log, cancellationToken);
        return engine;
    }

    /// <summary>Loads an archive and returns what the engine said.</summary>
    public async Task<string> LoadAsync(string archive, CancellationToken cancellationToken) =>
        (await Docker("load", "--input", archive).RunAsync(cancellationToken)).Succeeds().Output;

    /// <summary>Runs a command in a new container without network.</summary>
    public Task<ProcessResult> RunAsync(string image, CancellationToken cancellationToken, params string[] command) =>
        Docker(["run", "--rm", "--network=none", image, .. command]).RunAsync(cancellationToken);

    public ProcessSpec Docker(params string[] arguments) => new ProcessSpec(_client, [.. arguments])
        .With("DOCKER_HOST", $"unix://{_folder["engine.sock"]}")
        .With("DOCKER_CONFIG", _folder["config"]);

    public async ValueTask DisposeAsync()
    {
        if (!_daemon.HasExited)
        {
            await Signals.SendAsync(_daemon, "TERM", CancellationToken.None);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _daemon.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _daemon.Kill(entireProcessTree: true);
            }
        }

        _daemon.Dispose();
        _folder.Dispose();
    }

    private async Task WaitUntilReadyAsync(Task<string> log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await Docker("version").RunAsync(limit.Token)).ExitCode != 0)
        {
            if (_daemon.HasExited)
            {
                Assert.Inconclusive($"The Docker Engine does not start here: {LastLine(await log)}");
            }

            await Task.Delay(200, limit.Token);
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
