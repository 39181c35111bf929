using System.Diagnostics;
using System.Globalization;

namespace EnvBuild.Benchmarks.Servers;

/// <summary>A server that the benchmark starts and stops, by its own id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // Of the kernel's clock, which /proc counts in.
    private const double TicksPerSecond = 100;
    private readonly Process _process;
    private bool _isDisposed;

    /// <param name="log">File that gets what it prints.</param>
    /// <param name="command">A command of bash.</param>
    public ServerProcess(string log, string command)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"exec {command} >>'{log}' 2>&1 </dev/null"]);
        _process = Process.Start(start)!;
    }

    /// <summary>Seconds that it and all processes below it have used on all cores.</summary>
    public double CpuSeconds
    {
        get
        {
            var all = Directory.EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
                .Select(name => Read($"/proc/{name}/stat"))
                .Where(entry => entry.Id != 0)
                .ToArray();
            var family = new HashSet<int> { _process.Id };
            for (var known = 0; known < family.Count;)
            {
                known = family.Count;
                family.UnionWith(all.Where(entry => family.Contains(entry.Parent)).Select(entry => entry.Id).ToArray());
            }

            return all.Where(entry => family.Contains(entry.Id)).Sum(entry => entry.Ticks) / TicksPerSecond;
        }
    }

    /// <summary>Waits until it answers.</summary>
    /// <param name="isReady">Whether it does.</param>
    public async Task WaitAsync(Func<Task<bool>> isReady)
    {
        while (!await isReady())
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"a server ended with {_process.ExitCode}; see its log");
            }

            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            using var kill = Process.Start(
                new ProcessStartInfo("/bin/kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]))!;
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static (int Id, int Parent, long Ticks) Read(string path)
    {
        try
        {
            // The name in brackets may hold anything; 14 to 17 are the times of it and of children that have ended.
            var text = File.ReadAllText(path);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(text[..text.IndexOf(' ', StringComparison.Ordinal)]), Number(fields[1]),
                fields[11..15].Sum(field => (long)Number(field)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended in between.
            return default;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
