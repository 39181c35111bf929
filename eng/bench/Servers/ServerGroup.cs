namespace EnvBuild.Benchmarks.Servers;

/// <summary>All servers that were started, so that each is stopped whatever happens.</summary>
internal sealed class ServerGroup : IAsyncDisposable
{
    private readonly Stack<ServerProcess> _processes = new();

    /// <summary>Starts one.</summary>
    /// <param name="log">File that gets what it prints.</param>
    /// <param name="command">A command of bash.</param>
    public ServerProcess Start(string log, string command)
    {
        var process = new ServerProcess(log, command);
        _processes.Push(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }
}
