using EnvBuild.Conda.Access;

namespace EnvBuild.Conda.Fetching;

/// <summary>How channels are asked, for their index and for packages.</summary>
public sealed record FetchOptions
{
    /// <summary>The usual patience, and channels where they say.</summary>
    public static FetchOptions Default { get; } = new();

    /// <summary>Where channels are for this machine, and who it is there.</summary>
    public ChannelAccess Access { get; init; } = ChannelAccess.Direct;

    /// <summary>
    /// Whether no server is asked: what the caches hold counts, however old, and what they lack is an error.
    /// </summary>
    public bool Offline { get; init; }

    /// <summary>Attempts in all.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second attempt; doubled each time.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause between two attempts, also where the server asks for more.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Bytes of a file that must come within <see cref="StallTimeout"/>: a server that sends a byte now and then stops a
    /// build as one does that sends nothing.
    /// </summary>
    public int LeastProgress { get; init; } = 4 << 10;

    /// <summary>Bytes of a package of which nobody knows the size; more are not taken.</summary>
    public long LargestPackage { get; init; } = 32L << 30;

    /// <summary>Clock of pauses and timeouts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
