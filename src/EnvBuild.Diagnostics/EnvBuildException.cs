using System.Collections.Immutable;

namespace EnvBuild.Diagnostics;

/// <summary>The work stopped for reasons that the diagnostics tell; never shown with a stack trace.</summary>
public sealed class EnvBuildException : Exception
{
    /// <summary>Stops with the given reasons.</summary>
    /// <param name="diagnostics">At least one, of severity error.</param>
    /// <param name="innerException">What was behind it, for logs of detail.</param>
    public EnvBuildException(ImmutableArray<Diagnostic> diagnostics, Exception? innerException = null)
        : base(string.Join('\n', diagnostics), innerException)
    {
        Diagnostics = diagnostics;
    }

    /// <summary>The reasons.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
