namespace EnvBuild.Conda.Repodata;

/// <summary>Fields of a record that are read (CEP 36, 44, 45, 47).</summary>
internal enum RecordField
{
    Other,
    Name,
    Version,
    Build,
    BuildNumber,
    Depends,
    Constrains,
    Sha256,
    Md5,
    Size,
    Timestamp,
    IndexedTimestamp,
    TrackFeatures,
    Features,
    Flags,
    NoArch,
    License,
    LicenseFamily,
    SitePackages,
    ExtraDepends,
}
