namespace EnvBuild.Diagnostics;

/// <summary>Tells nobody.</summary>
public sealed class NullReporter : IReporter
{
    private NullReporter()
    {
    }

    /// <summary>The only one.</summary>
    public static NullReporter Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
    }

    /// <inheritdoc/>
    public void Detail(string message)
    {
    }

    /// <inheritdoc/>
    public void Progress(ProgressUpdate progress)
    {
    }
}
