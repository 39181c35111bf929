namespace EnvBuild.Conda;

/// <summary>What the order of channels means.</summary>
public enum ChannelPriority
{
    /// <summary>A name comes from the first channel that has it, and from no other.</summary>
    Strict,

    /// <summary>A name comes from the first channel that has it, unless that makes the set unsolvable.</summary>
    Flexible,

    /// <summary>The order of channels means nothing.</summary>
    Disabled,
}
