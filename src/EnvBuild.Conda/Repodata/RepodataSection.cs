namespace EnvBuild.Conda.Repodata;

/// <summary>Keys at the top of repodata.</summary>
internal enum RepodataSection
{
    Other,
    Info,

    /// <summary><c>packages</c> and <c>packages.conda</c>: records by name of the file (CEP 36).</summary>
    Packages,

    /// <summary><c>v3</c>: by extension, then by the rest of the file's name (CEP 48).</summary>
    Revision,
    Removed,
    Version,
}
