using System.Globalization;
using EnvBuild.Diagnostics;
using EnvBuild.Tool.Hosting;

namespace EnvBuild.Tool.Output;

/// <summary>
/// Tells progress on standard error: one line that changes in place on a terminal; elsewhere a plain line when an
/// activity begins and when it ends.
/// </summary>
internal sealed class ToolReporter(ToolHost host, TimeProvider time, bool verbose) : IReporter, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _begun = [];
    private long _lastDrawn;
    private bool _drawn;

    public void Report(Diagnostic diagnostic)
    {
        if (verbose)
        {
            WriteLine(diagnostic.ToString());
        }
    }

    public void Detail(string message)
    {
        if (verbose)
        {
            WriteLine(message);
        }
    }

    public void Progress(ProgressUpdate progress)
    {
        lock (_gate)
        {
            if (host.ErrorIsTerminal && !verbose)
            {
                Draw(progress);
            }
            else if (progress.Item is null)
            {
                Log(progress);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Erase();
        }
    }

    private static bool IsComplete(ProgressUpdate progress) => progress.Total == progress.Completed;

    private static string Describe(ProgressUpdate progress)
    {
        var amount = progress.Unit == "B"
            ? $"{ByteSize.Format(progress.Completed)}{(progress.Total is { } bytes ? $" of {ByteSize.Format(bytes)}" : "")}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Completed}{(progress.Total is { } total ? $" of {total}" : "")} {progress.Unit}");
        return $"{progress.Activity}{(progress.Item is null ? "" : $" {progress.Item}")}: {amount}";
    }

    private void Draw(ProgressUpdate progress)
    {
        if (time.GetElapsedTime(_lastDrawn) < Interval && !IsComplete(progress))
        {
            return;
        }

        _lastDrawn = time.GetTimestamp();
        Erase();
        host.Error.Write(Describe(progress));
        host.Error.Flush();
        _drawn = true;
    }

    private void Log(ProgressUpdate progress)
    {
        var key = $"{progress.Activity}:{IsComplete(progress)}";
        if (_begun.Add(progress.Activity) | (IsComplete(progress) && _begun.Add(key)))
        {
            host.Error.WriteLine(Describe(progress));
        }
    }

    private void WriteLine(string line)
    {
        lock (_gate)
        {
            Erase();
            host.Error.WriteLine(line);
        }
    }

    private void Erase()
    {
        if (_drawn)
        {
            host.Error.Write("\r\u001b[2K");
            _drawn = false;
        }
    }
}
