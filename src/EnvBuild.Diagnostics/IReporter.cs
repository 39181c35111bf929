namespace EnvBuild.Diagnostics;

/// <summary>
/// The one way in which the libraries speak: MSBuild tasks and the tool turn it into their own form.
/// Implementations accept calls from several threads at once.
/// </summary>
public interface IReporter
{
    /// <summary>Tells a diagnostic.</summary>
    /// <param name="diagnostic">What to tell.</param>
    void Report(Diagnostic diagnostic);

    /// <summary>Tells a detail for those who look: a decision, a cache hit, a retry.</summary>
    /// <param name="message">One line, free of secrets.</param>
    void Detail(string message);

    /// <summary>Tells how far the work has come. May be called often; the head thins it out.</summary>
    /// <param name="progress">The state.</param>
    void Progress(ProgressUpdate progress);
}
