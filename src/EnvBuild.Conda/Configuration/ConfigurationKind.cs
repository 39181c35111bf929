namespace EnvBuild.Conda.Configuration;

/// <summary>Form of a setting.</summary>
internal enum ConfigurationKind
{
    /// <summary>One text, number or truth.</summary>
    Scalar,

    /// <summary>A list of texts.</summary>
    List,

    /// <summary>Texts by name.</summary>
    Map,

    /// <summary>Lists by name.</summary>
    MapOfLists,
}
