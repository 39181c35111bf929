namespace EnvBuild.Oci.Layers;

/// <summary>How the tar of a layer is stored.</summary>
public enum LayerCompression
{
    /// <summary>gzip by EnvBuild's own encoder, whose output never changes; read by every engine.</summary>
    Gzip,

    /// <summary>Not at all.</summary>
    None,

    /// <summary>zstd; smaller and faster, but not read by Docker before 23.</summary>
    Zstd,
}
