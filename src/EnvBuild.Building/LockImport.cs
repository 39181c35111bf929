using System.Collections.Immutable;

namespace EnvBuild.Building;

/// <summary>Locks of other tools that are to become the lock of a definition.</summary>
public sealed record LockImport
{
    /// <summary>Absolute paths of the files; several for locks that hold one platform each.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>
    /// The environment that is taken from a lock with several (pixi); <see langword="null"/> for <c>default</c>, or the
    /// only one.
    /// </summary>
    public string? Environment { get; init; }

    /// <summary>Absolute folder that relative paths of an <c>@EXPLICIT</c> list start at (CEP 23).</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Reads an environment variable: <c>@EXPLICIT</c> lists may name some (CEP 23).</summary>
    public Func<string, string?> GetVariable { get; init; } = _ => null;
}
