namespace EnvBuild.Definitions;

/// <summary>What a file of a build context is.</summary>
public enum ContextFileKind
{
    /// <summary>A file that cannot be executed.</summary>
    Plain,

    /// <summary>A file with an execute bit.</summary>
    Executable,

    /// <summary>A symbolic link; its target is kept, not what it points to.</summary>
    Link,
}
