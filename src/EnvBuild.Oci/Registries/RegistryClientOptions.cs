namespace EnvBuild.Oci.Registries;

/// <summary>Patience and width of a registry client.</summary>
public sealed record RegistryClientOptions
{
    /// <summary>What is usual.</summary>
    public static RegistryClientOptions Default { get; } = new();

    /// <summary>Most blobs on their way at once.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>Most attempts at one request or transfer.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Pause after the first attempt; it doubles with each, and up to half of it is taken off by chance.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause, also where the registry asks for a longer one.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest sum of the pauses of one request or transfer.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A transfer is given up when less than <see cref="LeastProgress"/> has moved for so long.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes that have to move within <see cref="StallTimeout"/>; a slow drip is no progress.</summary>
    public long LeastProgress { get; init; } = 16 * 1024;

    /// <summary>Longest wait for the answer to a blob or manifest that was sent whole: it is hashed there.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Size of the pieces, in bytes, where a blob is sent in pieces.</summary>
    public long ChunkSize { get; init; } = 32 * 1024 * 1024;

    /// <summary>Blobs larger than this are sent in pieces from the start, in bytes.</summary>
    public long LargestMonolith { get; init; } = long.MaxValue;

    /// <summary>Clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
