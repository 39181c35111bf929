using System.Collections.Immutable;
using EnvBuild.Building.Images;
using EnvBuild.Building.Locking;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Workspaces;

namespace EnvBuild.Building;

/// <summary>Names for what was built, in the store and in the workspace.</summary>
internal sealed class Registration(Workspace workspace)
{
    private const string LatestTag = "latest";

    /// <summary>Name and tag of the image: as asked for, else name and version of the definition.</summary>
    public static (string Name, string Tag) ReferenceOf(LockTarget target, BuildRequest request)
    {
        var environment = target.Environment;
        var named = environment.Name ?? Path.GetFileName(target.Folder);
        var tag = EnvironmentName.ForTag(environment.Version ?? LatestTag);
        if (string.IsNullOrEmpty(request.Tag))
        {
            return (EnvironmentName.ForRepository(named), tag);
        }

        var colon = request.Tag.LastIndexOf(':');
        var (name, given) = colon > request.Tag.LastIndexOf('/')
            ? (request.Tag[..colon], request.Tag[(colon + 1)..])
            : (request.Tag, tag);
        return EnvironmentName.ForRepository(name) == name && EnvironmentName.ForTag(given) == given
            ? (name, given)
            : throw DiagnosticCatalog.TagInvalid.Exception(null, request.Tag);
    }

    /// <summary>What is different from the build before.</summary>
    public async Task<BuildReason> ExplainAsync(
        LockTarget target,
        BuildRequest request,
        CancellationToken cancellationToken)
    {
        var (name, _) = ReferenceOf(target, request);
        var before = await workspace.FindAsync(name, null, cancellationToken).ConfigureAwait(false);
        var change = before is null ? "" : FingerprintDetails.Of(target.Environment).DescribeChange(before.Explanation);
        return new BuildReason(before, change);
    }

    public async Task RegisterAsync(
        LockTarget target,
        BuildRequest request,
        BuildReason reason,
        IReadOnlyCollection<BuiltImage> images,
        CancellationToken cancellationToken)
    {
        var (name, tag) = ReferenceOf(target, request);
        var kept = await FindOtherPlatformsAsync(target, reason.Before, images, cancellationToken)
            .ConfigureAwait(false);
        ImmutableArray<EnvironmentImage> all =
        [
            .. kept.Concat(images.Select(built => new EnvironmentImage(built.Platform, built.Image, built.Digest)))
                .OrderBy(image => image.Platform, StringComparer.Ordinal),
        ];
        var image = await EnvironmentManifest.GetAsync(workspace.Store, all, cancellationToken).ConfigureAwait(false);
        await SetAsync($"{name}:{tag}", image, cancellationToken).ConfigureAwait(false);
        await SetAsync($"{name}:{EnvironmentName.FingerprintTag(target.Fingerprint)}", image, cancellationToken)
            .ConfigureAwait(false);
        var details = FingerprintDetails.Of(target.Environment);
        var definition = await File.ReadAllBytesAsync(target.Environment.Path, cancellationToken).ConfigureAwait(false);
        var record = new EnvironmentVersion
        {
            Name = name,
            Version = "",
            Fingerprint = details.Value,
            Branches = details.Branches,
            Explanation = details.Explanation,
            Locks = images
                .Select(built => KeyValuePair.Create(built.Platform, built.Lock))
                .Concat(kept.Select(other => KeyValuePair.Create(other.Platform, reason.Before!.Locks[other.Platform])))
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
            Images = all,
            Definition = Digest.Of(definition).ToString(),
            Description = target.Environment.Description,
        };
        await workspace.RegisterAsync(record, target.Environment.Version, definition, cancellationToken)
            .ConfigureAwait(false);
        await workspace.Store.WriteIndexAsync(cancellationToken).ConfigureAwait(false);
    }

    // What was built for other platforms still belongs to the fingerprint, as long as it is there.
    private async Task<ImmutableArray<EnvironmentImage>> FindOtherPlatformsAsync(
        LockTarget target,
        EnvironmentVersion? before,
        IReadOnlyCollection<BuiltImage> images,
        CancellationToken cancellationToken)
    {
        if (before?.Fingerprint != target.Fingerprint)
        {
            return [];
        }

        var others = ImmutableArray.CreateBuilder<EnvironmentImage>();
        foreach (var other in before.Images.Where(other => images.All(image => image.Platform != other.Platform)))
        {
            if (await workspace.Store.IsCompleteAsync(Digest.Parse(other.Digest), cancellationToken).ConfigureAwait(false))
            {
                others.Add(other);
            }
        }

        return others.DrainToImmutable();
    }

    private async Task SetAsync(string reference, Descriptor target, CancellationToken cancellationToken)
    {
        if (await workspace.Store.GetReferenceAsync(reference, cancellationToken).ConfigureAwait(false) != target)
        {
            await workspace.Store.SetReferenceAsync(reference, target, cancellationToken).ConfigureAwait(false);
        }
    }
}
