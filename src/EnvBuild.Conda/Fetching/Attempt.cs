using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>What came of one attempt: a result, or a diagnostic.</summary>
/// <typeparam name="T">What is fetched.</typeparam>
/// <param name="Result">What came; looked at only without a diagnostic.</param>
/// <param name="Diagnostic">What went wrong.</param>
/// <param name="MayRetry">Whether another attempt could do better.</param>
/// <param name="Reason">What went wrong, for the log.</param>
/// <param name="RetryAfter">How long the server asks to wait.</param>
internal sealed record Attempt<T>(
    T? Result = default,
    Diagnostic? Diagnostic = null,
    bool MayRetry = false,
    string? Reason = null,
    TimeSpan? RetryAfter = null);
