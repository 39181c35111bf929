using System.Collections.Immutable;
using System.Diagnostics;

namespace EnvBuild.Testing;

/// <summary>A process to be run; nothing goes through a shell.</summary>
/// <param name="Program">Absolute path, or a name on the path.</param>
/// <param name="Arguments">One by one, without quotes.</param>
public sealed record ProcessSpec(string Program, params ImmutableArray<string> Arguments)
{
    /// <summary>Absolute path of the folder it runs in.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>Variables on top of the test's own; <see langword="null"/> removes one.</summary>
    public ImmutableSortedDictionary<string, string?> Variables { get; init; } =
        ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>Longest time; then the process and its children are killed and the test fails.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The same with a variable.</summary>
    /// <param name="name">Name.</param>
    /// <param name="value">Value; <see langword="null"/> removes it.</param>
    public ProcessSpec With(string name, string? value) => this with { Variables = Variables.SetItem(name, value) };

    /// <summary>Starts it; the caller disposes, and sees to its end.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<ProcessResult> RunAsync(CancellationToken cancellationToken)
    {
        using var process = Start();
        return await FinishAsync(process, cancellationToken);
    }

    /// <summary>Runs it to its end; the test fails, with all that the process said, unless it ends with 0.</summary>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<ProcessResult> SucceedsAsync(CancellationToken cancellationToken) =>
        (await RunAsync(cancellationToken)).Succeeds();

    /// <summary>Waits for a process that <see cref="Start"/> began.</summary>
    /// <param name="process">The process.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<ProcessResult> FinishAsync(Process process, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(process);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = new CapturedText();
            var error = new CapturedText();
            var reading = Task.WhenAll(
                output.ReadFromAsync(process.StandardOutput, limit.Token),
                error.ReadFromAsync(process.StandardError, limit.Token));
            await process.WaitForExitAsync(limit.Token);
            // A compiler server that it started may keep the pipes open for long after its end.
            _ = await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(5), limit.Token));
            return new ProcessResult(ToString(), process.ExitCode, output.ToString(), error.ToString());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
