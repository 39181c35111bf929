using System.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests;

/// <summary>POSIX signals.</summary>
internal static class Signals
{
    /// <summary>Sends a signal by its name without <c>SIG</c>; a process that has ended is no failure.</summary>
    public static Task SendAsync(Process process, string signal, CancellationToken cancellationToken) =>
        new ProcessSpec("kill", $"-{signal}", $"{process.Id}").RunAsync(cancellationToken);
}
