using EnvBuild.Workspaces;

namespace EnvBuild.Building;

/// <summary>Why an image is built or reused, for people.</summary>
/// <param name="Before">The environment of that name as it was registered last; <see langword="null"/> if none was.</param>
/// <param name="Change">What moved in the fingerprint since then; empty if nothing did.</param>
internal sealed record BuildReason(EnvironmentVersion? Before, string Change)
{
    /// <summary>Of an image that had to be written.</summary>
    /// <param name="platform">Conda subdir of the image.</param>
    public string Built(string platform)
    {
        if (Before is null)
        {
            return "first build";
        }

        if (Change.Length > 0)
        {
            return Change;
        }

        return Before.Images.Any(image => image.Platform == platform)
            ? "fingerprint unchanged, but the image was gone"
            : $"first build for {platform}";
    }

    /// <summary>Of an image that was there as it is.</summary>
    public string Reused => (Before, Change) switch
    {
        (null, _) => "its fingerprint was built before",
        (_, "") => "fingerprint unchanged",
        _ => $"built before: {Change}",
    };

    /// <summary>Of an image whose layers were there, under another config.</summary>
    public string Relabelled => (Before, Change) switch
    {
        (null, _) => "its fingerprint was built before, under another name",
        (_, "") => "only name, version, variables or labels changed",
        _ => $"layers built before: {Change}",
    };
}
