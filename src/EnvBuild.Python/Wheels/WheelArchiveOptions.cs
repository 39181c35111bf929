namespace EnvBuild.Python.Wheels;

/// <summary>What a wheel may unpack to.</summary>
/// <param name="MaximumSize">Bytes of all members together.</param>
/// <param name="MaximumMembers">Members, folders too.</param>
public sealed record WheelArchiveOptions(long MaximumSize = 64L << 30, int MaximumMembers = 1_000_000)
{
    /// <summary>The largest real wheels unpack to some gigabytes, in some ten thousand members.</summary>
    public static WheelArchiveOptions Default { get; } = new();
}
