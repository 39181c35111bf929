using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Health;

/// <summary>What is looked at, and how far.</summary>
public sealed record HealthRequest
{
    /// <summary>The places that builds use, and whether servers may be asked.</summary>
    public required BuildSettings Settings { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> GetVariable { get; init; }

    /// <summary>Absolute folder in which definitions and projects are looked for.</summary>
    public required string Folder { get; init; }

    /// <summary>Version of the program that asks, without build metadata.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Hears details, never secrets.</summary>
    public required IReporter Reporter { get; init; }

    /// <summary>Longest time for one answer of a server.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that should be free for new images.</summary>
    public long LeastFreeSpace { get; init; } = 5_000_000_000;

    /// <summary>Files of one folder that are counted at most.</summary>
    public int MostFiles { get; init; } = 20_000;
}
