using System.Collections.Immutable;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env image</c>. Sizes in bytes as stored.</summary>
internal sealed record ImageJson
{
    public required string Reference { get; init; }

    public required string Digest { get; init; }

    public required string Platform { get; init; }

    public required string Fingerprint { get; init; }

    public required string? Lock { get; init; }

    public required long Size { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    public required IReadOnlyList<string> Variables { get; init; }

    public required IReadOnlyList<string> Entrypoint { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    public required string? WorkingFolder { get; init; }

    public required LayerJson[] Layers { get; init; }

    public static async Task<ImageJson> ReadAsync(
        BlobStore store,
        EnvironmentVersion environment,
        EnvironmentImage image,
        CancellationToken cancellationToken)
    {
        var digest = EnvBuild.Oci.Digest.Parse(image.Digest);
        var manifest = ManifestDocument.Parse(await store.ReadAllBytesAsync(digest, cancellationToken), image.Digest)
            .Manifest!;
        var config = ManifestDocument.ParseConfig(
            await store.ReadAllBytesAsync(manifest.Config.Digest, cancellationToken),
            manifest.Config.Digest.ToString());
        return new ImageJson
        {
            Reference = image.Reference,
            Digest = image.Digest,
            Platform = image.Platform,
            Fingerprint = environment.Fingerprint,
            Lock = environment.Locks.GetValueOrDefault(image.Platform),
            Size = manifest.Layers.Sum(layer => layer.Size),
            Labels = config.Config?.Labels ?? ImmutableSortedDictionary<string, string>.Empty,
            Variables = config.Config?.Env ?? [],
            Entrypoint = config.Config?.Entrypoint ?? [],
            Command = config.Config?.Cmd ?? [],
            WorkingFolder = config.Config?.WorkingDir,
            Layers = [.. DescribeLayers(manifest, config)],
        };
    }

    private static IEnumerable<LayerJson> DescribeLayers(ImageManifest manifest, ImageConfig config)
    {
        var history = config.History.Where(entry => !entry.EmptyLayer).ToList();
        return manifest.Layers.Select((layer, index) => new LayerJson(
            layer.Digest.ToString(),
            config.Rootfs.DiffIds.ElementAtOrDefault(index).ToString(),
            layer.MediaType,
            layer.Size,
            history.ElementAtOrDefault(index)?.CreatedBy));
    }
}
