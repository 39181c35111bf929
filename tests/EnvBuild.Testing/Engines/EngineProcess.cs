using System.Diagnostics;

namespace EnvBuild.Testing.Engines;

/// <summary>
/// A container engine of the tests' own, with its own data and socket and without any network. The docker command, which
/// shares no code with the product, tells what is in it.
/// </summary>
public sealed class EngineProcess : IAsyncDisposable
{
    // Podman would raise limits of processes, which not every machine allows, and ask Docker Hub for short names.
    private const string PodmanSettings = """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
        log_driver = "k8s-file"
        [engine]
        runtime = "runc"
        cgroup_manager = "cgroupfs"
        events_logger = "file"
        compat_api_enforce_docker_hub = false
        """;

    private const int MostAttempts = 3;
    private readonly TemporaryFolder _folder = new();
    private readonly string _client;
    private readonly Func<TemporaryFolder, ProcessSpec> _daemon;
    private Process _process;
    private Task<string> _log;

    private EngineProcess(string client, Func<TemporaryFolder, ProcessSpec> daemon)
    {
        _client = client;
        _daemon = daemon;
        (_process, _log) = Start();
    }

    /// <summary>Address of its socket, as <c>DOCKER_HOST</c> holds it.</summary>
    public string Address => AddressIn(_folder);

    /// <summary>Starts a Docker Engine.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<EngineProcess> StartDockerAsync(CancellationToken cancellationToken)
    {
        var daemon = RequiredTool.Find("dockerd", "docker.io");
        RequiredTool.RequireRoot("A Docker Engine of the tests' own");
        return await StartAsync(
            folder => new ProcessSpec(
                daemon,
                "--host",
                AddressIn(folder),
                "--data-root",
                folder["data"],
                "--exec-root",
                folder["exec"],
                "--pidfile",
                folder["engine.pid"],
                "--bridge=none",
                "--iptables=false",
                "--ip-forward=false",
                "--ip-masq=false"),
            cancellationToken);
    }

    /// <summary>Starts Podman's service, which listens as a Docker Engine does.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<EngineProcess> StartPodmanAsync(CancellationToken cancellationToken)
    {
        var daemon = RequiredTool.Find("podman", "podman");
        RequiredTool.RequireRoot("A service of Podman of the tests' own");
        return await StartAsync(
            folder => new ProcessSpec(
                daemon,
                "--root",
                folder["data"],
                "--runroot",
                folder["exec"],
                "system",
                "service",
                "--time=0",
                AddressIn(folder)).With("CONTAINERS_CONF", folder.Write("containers.conf", PodmanSettings)),
            cancellationToken);
    }

    /// <summary>Loads an archive and returns what the engine said.</summary>
    /// <param name="archive">Absolute path.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<string> LoadAsync(string archive, CancellationToken cancellationToken) =>
        (await Docker("load", "--input", archive).RunAsync(cancellationToken)).Succeeds().Output;

    /// <summary>Runs a command in a new container without network.</summary>
    /// <param name="image">Name of the image.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="command">Program and arguments.</param>
    public Task<ProcessResult> RunAsync(string image, CancellationToken cancellationToken, params string[] command) =>
        Docker(["run", "--rm", "--network=none", image, .. command]).RunAsync(cancellationToken);

    /// <summary>A call of the docker command.</summary>
    /// <param name="arguments">Its arguments.</param>
    public ProcessSpec Docker(params string[] arguments) => new ProcessSpec(_client, [.. arguments])
        .With("DOCKER_HOST", Address)
        .With("DOCKER_CONFIG", _folder["config"]);

    /// <summary>Ends it at once, as a crash does; what runs in it is left behind.</summary>
    /// <param name="cancellationToken">Stops waiting for its end.</param>
    public async Task CrashAsync(CancellationToken cancellationToken)
    {
        await Signals.SendAsync(_process, "KILL", cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Stops it without ending it: it accepts connections and never answers.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task PauseAsync(CancellationToken cancellationToken) =>
        Signals.SendAsync(_process, "STOP", cancellationToken);

    /// <summary>Lets it go on.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task ResumeAsync(CancellationToken cancellationToken) =>
        Signals.SendAsync(_process, "CONT", cancellationToken);

    /// <summary>Starts it once more over the same data.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        _process.Dispose();
        (_process, _log) = Start();
        await WaitUntilReadyAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Signals.SendAsync(_process, "TERM", CancellationToken.None);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        await UnmountAsync();
        _folder.Dispose();
    }

    private static string AddressIn(TemporaryFolder folder) => $"unix://{folder["engine.sock"]}";

    private static async Task<EngineProcess> StartAsync(
        Func<TemporaryFolder, ProcessSpec> daemon, CancellationToken cancellationToken)
    {
        var engine = new EngineProcess(RequiredTool.Find("docker", "docker.io"), daemon);
        try
        {
            await engine.WaitUntilReadyAsync(cancellationToken);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    // Podman leaves its storage mounted for the next call, and an engine that crashed all that it had mounted.
    private async Task UnmountAsync()
    {
        var places = (await File.ReadAllLinesAsync("/proc/self/mounts", CancellationToken.None))
            .Select(line => line.Split(' ')[1])
            .Where(place => place.StartsWith($"{_folder.Path}/", StringComparison.Ordinal))
            .ToArray();
        foreach (var place in places.AsEnumerable().Reverse())
        {
            _ = await new ProcessSpec("umount", "--lazy", place).RunAsync(CancellationToken.None);
        }
    }

    private (Process Process, Task<string> Log) Start()
    {
        var process = _daemon(_folder).Start();

        // Nobody may stop reading, or it would stop to work when the pipes are full.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return (process, process.StandardError.ReadToEndAsync(CancellationToken.None));
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var attempt = 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await Docker("version").RunAsync(limit.Token)).ExitCode != 0)
        {
            // On a busy machine, Docker sometimes gives up waiting for its own containerd.
            if (_process.HasExited && attempt++ < MostAttempts)
            {
                _process.Dispose();
                (_process, _log) = Start();
            }
            else if (_process.HasExited)
            {
                Assert.Inconclusive($"The container engine does not start here: {LastLine(await _log)}");
            }

            await Task.Delay(200, limit.Token);
        }
    }
}
