using EnvBuild.Diagnostics;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Images;

/// <summary>
/// A manifest or an index, told apart by what it holds: media types inside the document are optional in OCI.
/// </summary>
/// <param name="Manifest">The manifest, if it is one.</param>
/// <param name="Index">The index, if it is one.</param>
public sealed record ManifestDocument(ImageManifest? Manifest, ImageIndex? Index)
{
    /// <summary>Reads a manifest or index.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="name">What to call it in diagnostics.</param>
    /// <exception cref="EnvBuildException">ENV5006: it is neither.</exception>
    public static ManifestDocument Parse(ReadOnlySpan<byte> json, string name)
    {
        if (OciJson.TryParse(json, OciJsonContext.Default.ImageIndex, out var index, out var problem)
            && index.SchemaVersion == 2
            && (MediaTypes.IsIndex(index.MediaType) || index.Manifests.Count > 0))
        {
            return index.Manifests.All(IsSound)
                ? new ManifestDocument(null, index)
                : throw Invalid(name, "it names a manifest with an impossible size");
        }

        if (OciJson.TryParse(json, OciJsonContext.Default.ImageManifest, out var manifest, out problem))
        {
            return manifest.SchemaVersion == 2 && IsSound(manifest.Config) && manifest.Layers.All(IsSound)
                ? new ManifestDocument(manifest, null)
                : throw Invalid(name, "its schema version is not 2, or it names a blob with an impossible size");
        }

        throw Invalid(name, problem);
    }

    /// <summary>Reads an image config.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="name">What to call it in diagnostics.</param>
    /// <exception cref="EnvBuildException">ENV5006: it is none.</exception>
    public static ImageConfig ParseConfig(ReadOnlySpan<byte> json, string name) =>
        OciJson.TryParse(json, OciJsonContext.Default.ImageConfig, out var config, out var problem)
            ? config
            : throw Invalid(name, problem);

    private static bool IsSound(Descriptor? descriptor) => descriptor is { Size: >= 0, MediaType: not null };

    private static EnvBuildException Invalid(string name, string problem) =>
        DiagnosticCatalog.ManifestInvalid.Exception(null, name, problem);
}
