namespace EnvBuild.Oci.Storage;

/// <summary>What a store holds, as far as it was looked at.</summary>
/// <param name="Exists">Whether it is there.</param>
/// <param name="Names">Number of names that stand for images.</param>
/// <param name="DamagedNames">Absolute paths of files that should hold a name and do not.</param>
/// <param name="Blobs">Number of blobs that were counted.</param>
/// <param name="Bytes">Their size in bytes.</param>
/// <param name="IsComplete">Whether all blobs were counted.</param>
/// <param name="Abandoned">Number of files that writers left behind more than a day ago.</param>
public sealed record StoreInventory(
    bool Exists,
    int Names,
    IReadOnlyList<string> DamagedNames,
    int Blobs,
    long Bytes,
    bool IsComplete,
    int Abandoned);
