namespace EnvBuild.Definitions;

/// <summary>The part of a definition that a placeholder stands in.</summary>
public enum PlaceholderSection
{
    /// <summary>Name, version, description: nothing that is built.</summary>
    Metadata,

    /// <summary>The base or its Dockerfile.</summary>
    Base,

    /// <summary>A conda package or channel.</summary>
    Conda,

    /// <summary>A pip requirement or option.</summary>
    Pip,
}
