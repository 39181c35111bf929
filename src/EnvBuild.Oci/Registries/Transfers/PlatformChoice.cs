using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>Chooses an image of an index as engines do: the same variant, else the one that is usual.</summary>
internal static class PlatformChoice
{
    /// <summary>The image for a platform.</summary>
    /// <exception cref="EnvBuildException">ENV5109: there is none.</exception>
    public static Descriptor Choose(ImageIndex index, Platform wanted, RegistryReference reference)
    {
        var serving = index.Manifests.Where(manifest => manifest.Platform is null || manifest.Platform.Serves(wanted));
        return serving.OrderBy(manifest => Rank(manifest.Platform, wanted)).FirstOrDefault()
            ?? throw Missing(reference, wanted, index.Manifests.Select(manifest => manifest.Platform));
    }

    public static EnvBuildException Missing(
        RegistryReference reference, Platform wanted, IEnumerable<Platform?> platforms)
    {
        // Attestations stand in an index as images for 'unknown/unknown'.
        var names = platforms.OfType<Platform>()
            .Where(platform => platform.Os != "unknown")
            .Select(platform => platform.ToString())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var list = string.Join(", ", names);
        return DiagnosticCatalog.RegistryPlatformMissing.Exception(
            null, reference, wanted, list.Length == 0 ? "nothing" : list);
    }

    private static int Rank(Platform? platform, Platform wanted) => platform switch
    {
        null => 4,
        _ when platform.Variant == wanted.Variant => 0,
        { Variant: null } => 1,
        { Architecture: "arm64", Variant: "v8" } or { Architecture: "arm", Variant: "v7" } => 2,
        _ => 3,
    };
}
