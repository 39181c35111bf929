using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>What came of one attempt: a package, or a diagnostic.</summary>
internal sealed record DownloadOutcome(
    FetchedPackage? Package = null,
    Diagnostic? Diagnostic = null,
    bool MayRetry = false,
    string? Reason = null,
    TimeSpan? RetryAfter = null);
