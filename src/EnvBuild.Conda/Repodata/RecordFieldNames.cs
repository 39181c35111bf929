namespace EnvBuild.Conda.Repodata;

/// <summary>Names of the fields of a record.</summary>
internal static class RecordFieldNames
{
    internal static RecordField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("md5"u8) => RecordField.Md5,
        4 when name.SequenceEqual("name"u8) => RecordField.Name,
        4 when name.SequenceEqual("size"u8) => RecordField.Size,
        5 when name.SequenceEqual("build"u8) => RecordField.Build,
        5 when name.SequenceEqual("flags"u8) => RecordField.Flags,
        6 when name.SequenceEqual("sha256"u8) => RecordField.Sha256,
        6 when name.SequenceEqual("noarch"u8) => RecordField.NoArch,
        7 when name.SequenceEqual("depends"u8) => RecordField.Depends,
        7 when name.SequenceEqual("version"u8) => RecordField.Version,
        7 when name.SequenceEqual("license"u8) => RecordField.License,
        8 when name.SequenceEqual("features"u8) => RecordField.Features,
        9 when name.SequenceEqual("timestamp"u8) => RecordField.Timestamp,
        10 when name.SequenceEqual("constrains"u8) => RecordField.Constrains,
        12 when name.SequenceEqual("build_number"u8) => RecordField.BuildNumber,
        13 when name.SequenceEqual("extra_depends"u8) => RecordField.ExtraDepends,
        13 when name.SequenceEqual("extra-depends"u8) => RecordField.ExtraDepends,
        14 when name.SequenceEqual("license_family"u8) => RecordField.LicenseFamily,
        14 when name.SequenceEqual("track_features"u8) => RecordField.TrackFeatures,
        17 when name.SequenceEqual("indexed_timestamp"u8) => RecordField.IndexedTimestamp,
        25 when name.SequenceEqual("python_site_packages_path"u8) => RecordField.SitePackages,
        _ => RecordField.Other,
    };
}
