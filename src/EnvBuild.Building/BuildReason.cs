namespace EnvBuild.Building;

/// <summary>Why an image is built or reused, for people.</summary>
/// <param name="Change">
/// What moved in the fingerprint since the build before; <see langword="null"/> if there was none before.
/// </param>
internal sealed record BuildReason(string? Change)
{
    /// <summary>Of an image that had to be written.</summary>
    public string Built => Change switch
    {
        null => "first build",
        "" => "fingerprint unchanged, but the image was gone",
        _ => Change,
    };

    /// <summary>Of an image that was there as it is.</summary>
    public string Reused => Change switch
    {
        null => "its fingerprint was built before",
        "" => "fingerprint unchanged",
        _ => $"built before: {Change}",
    };

    /// <summary>Of an image whose layers were there, under another config.</summary>
    public string Relabelled => Change switch
    {
        null => "its fingerprint was built before, under another name",
        "" => "only name, version, variables or labels changed",
        _ => $"layers built before: {Change}",
    };
}
