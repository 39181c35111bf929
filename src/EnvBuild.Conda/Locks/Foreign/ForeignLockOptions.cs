namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>What a lock of another tool is read against; immutable values, nothing is taken from the process.</summary>
public sealed record ForeignLockOptions
{
    /// <summary>
    /// The environment that is taken from a lock with several (pixi); <see langword="null"/> for <c>default</c>, or the
    /// only one.
    /// </summary>
    public string? Environment { get; init; }

    /// <summary>The platform of a list that does not tell its own (<c>@EXPLICIT</c>).</summary>
    public string? Platform { get; init; }

    /// <summary>Absolute folder that relative paths of an <c>@EXPLICIT</c> list start at (CEP 23).</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Reads an environment variable: <c>@EXPLICIT</c> lists may name some (CEP 23).</summary>
    public Func<string, string?> GetVariable { get; init; } = _ => null;

}
