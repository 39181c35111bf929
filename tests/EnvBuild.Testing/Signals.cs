using System.Diagnostics;

namespace EnvBuild.Testing;

/// <summary>POSIX signals.</summary>
public static class Signals
{
    /// <summary>Sends a signal; a process that has ended is no failure.</summary>
    /// <param name="process">Who gets it.</param>
    /// <param name="signal">Its name without <c>SIG</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task SendAsync(Process process, string signal, CancellationToken cancellationToken) =>
        new ProcessSpec("kill", $"-{signal}", $"{process.Id}").RunAsync(cancellationToken);
}
