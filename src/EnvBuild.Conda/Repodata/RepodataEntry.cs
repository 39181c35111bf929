namespace EnvBuild.Conda.Repodata;

/// <summary>Where a package's record stands in the bytes of a repodata file.</summary>
/// <param name="KeyStart">First byte of the file name.</param>
/// <param name="KeyLength">Bytes of the file name.</param>
/// <param name="Start">First byte of the record.</param>
/// <param name="Length">Bytes of the record.</param>
internal readonly record struct RepodataEntry(int KeyStart, int KeyLength, int Start, int Length);
