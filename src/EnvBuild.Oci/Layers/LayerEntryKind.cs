namespace EnvBuild.Oci.Layers;

/// <summary>What an entry of a layer is.</summary>
public enum LayerEntryKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link; its target is any text.</summary>
    SymbolicLink,

    /// <summary>A second name of a file of the same layer; its target is that file's path in the layer.</summary>
    HardLink,

    /// <summary>The absence of what a lower layer has at the path (OCI image-spec, layer.md, Whiteouts).</summary>
    Whiteout,
}
