using EnvBuild.Building.Bases;
using EnvBuild.Building.Layers;
using EnvBuild.Building.Locking;
using EnvBuild.Building.Scripts;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Images;

/// <summary>Makes the image of a locked definition for one platform, or finds it.</summary>
internal sealed class ImageBuilder(
    BlobStore store,
    PackageFetcher fetcher,
    BaseFinder bases,
    StepRunner steps,
    ScriptRunner scripts,
    BuildSettings settings,
    IReporter reporter)
{
    private const string ImageCollection = "images";
    private readonly List<Diagnostic> _warnings = [];

    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    public async Task<BuiltImage> BuildAsync(
        LockTarget target,
        ResolvedLock resolved,
        ImageIdentity identity,
        BuildReason reason,
        CancellationToken cancellationToken)
    {
        var contents = LockedImages.For(resolved.Lock, identity.Platform, target, settings);
        var imageSettings = ImageSettingsComposer.Compose(target.Environment, identity, contents);
        var key = ImageKey.For(identity, imageSettings, settings.PostLinkScripts);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } found)
        {
            await WarnOfMovedBaseAsync(target, contents, identity.Platform, cancellationToken).ConfigureAwait(false);
            _warnings.AddRange(found.Warnings);
            return await DescribeAsync(target, identity, found.Digest, reused: true, reason.Reused, cancellationToken)
                .ConfigureAwait(false);
        }

        var baseImage = await OpenBaseAsync(target, contents, identity.Platform, cancellationToken)
            .ConfigureAwait(false);
        var options = new LinkOptions(ImageLayout.Prefix, identity.Platform, contents.Python);
        var packages = new PackageLayers(store, fetcher, settings, reporter);
        var outcome = contents.Packages.IsEmpty
            ? new LayerOutcome([], 0, [], [])
            : await packages.GetAsync(
                contents.Packages,
                options,
                baseImage.Layers.Length,
                cancellationToken).ConfigureAwait(false);
        outcome = await scripts.RunAsync(target, baseImage, outcome, imageSettings, cancellationToken)
            .ConfigureAwait(false);
        _warnings.AddRange(outcome.Diagnostics);
        if (!outcome.Scripts.IsEmpty && settings.PostLinkScripts == PostLinkScripts.Skip)
        {
            var labels = imageSettings.Labels.SetItem(ImageLabels.PostLinkScripts, "skipped");
            imageSettings = imageSettings with { Labels = labels };
        }

        var image = await ImageAssembler
            .AssembleAsync(store, baseImage, outcome.Layers, imageSettings, cancellationToken)
            .ConfigureAwait(false);
        var made = new FoundImage(image.Descriptor.Digest, outcome.Diagnostics);
        await store.WriteDocumentAsync(ImageCollection, key, made.ToBytes(), cancellationToken).ConfigureAwait(false);
        var isReused = outcome.Written == 0 && !resolved.IsNew;
        var told = isReused ? reason.Relabelled : reason.Built(identity.Platform);
        return await DescribeAsync(target, identity, image.Descriptor.Digest, isReused, told, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<FoundImage?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var bytes = await store.ReadDocumentAsync(ImageCollection, key, cancellationToken).ConfigureAwait(false);
        return bytes is not null
            && FoundImage.TryParse(bytes, out var found)
            && await store.IsCompleteAsync(found.Digest, cancellationToken).ConfigureAwait(false)
            ? found
            : null;
    }

    private async Task<BaseImage> OpenBaseAsync(
        LockTarget target,
        LockedImage contents,
        string platform,
        CancellationToken cancellationToken)
    {
        var reference = target.Environment.Base;
        var opened = await bases.FindAsync(target, platform, contents.BaseDigest, cancellationToken)
            .ConfigureAwait(false);
        if (opened?.Digest?.ToString() != contents.BaseDigest)
        {
            throw DiagnosticCatalog.BaseMoved.Exception(
                reference.Location, reference.Text, Name(opened?.Digest?.ToString()), Name(contents.BaseDigest));
        }

        return await steps.RunAsync(target, platform, opened, cancellationToken).ConfigureAwait(false);
    }

    private async Task WarnOfMovedBaseAsync(
        LockTarget target,
        LockedImage contents,
        string platform,
        CancellationToken cancellationToken)
    {
        var reference = target.Environment.Base;
        if (!reference.IsLocal || !Path.Exists(reference.ArchivePath))
        {
            return;
        }

        var digest = await bases.IdentifyAsync(target, platform, cancellationToken).ConfigureAwait(false);
        if (digest != contents.BaseDigest)
        {
            _warnings.Add(DiagnosticCatalog.BaseMovedUnused.At(
                reference.Location, reference.Text, Name(digest), Name(contents.BaseDigest)));
        }
    }

    private async Task<BuiltImage> DescribeAsync(
        LockTarget target,
        ImageIdentity identity,
        Digest digest,
        bool reused,
        string reason,
        CancellationToken cancellationToken)
    {
        var json = await store.ReadAllBytesAsync(digest, cancellationToken).ConfigureAwait(false);
        return new BuiltImage
        {
            Name = identity.Name,
            Version = target.Environment.Version,
            Fingerprint = identity.Fingerprint,
            Lock = identity.Lock,
            Image = identity.Reference,
            Digest = digest.ToString(),
            Platform = identity.Platform,
            Reused = reused,
            Reason = reason,
            Size = ManifestDocument.Parse(json, digest.ToString()).Manifest!.Layers.Sum(layer => layer.Size),
        };
    }

    private static string Name(string? digest) => digest ?? "scratch";
}
