namespace EnvBuild.Definitions.Yaml;

/// <summary>What a definition may cost to read: far above real ones, far below what hurts.</summary>
internal static class YamlLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>Levels of nesting.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Nodes, with every alias counted as all that it stands for.</summary>
    public const int MaximumNodes = 100_000;
}
