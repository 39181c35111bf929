namespace EnvBuild.Conda.Repodata.Index;

/// <summary>What a record of the index has, in one word.</summary>
[Flags]
internal enum RecordTraits
{
    None = 0,
    IsNewFormat = 1,
    NoArchGeneric = 2,
    NoArchPython = 4,
    HasSha256 = 8,
    HasMd5 = 16,
    HasSize = 32,
    HasTimestamp = 64,
    HasIndexedTimestamp = 128,
    IsRemoved = 256,
}
