namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>How a blob came to be in a registry.</summary>
internal enum BlobUploadKind
{
    /// <summary>It was there.</summary>
    Present,

    /// <summary>The registry took it from another repository of its own.</summary>
    Mounted,

    /// <summary>It was sent.</summary>
    Sent,
}
