using System.Collections.Immutable;
using System.Net;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries;

public sealed partial class RegistryClient
{
    private const int ReferrerAttempts = 5;

    /// <summary>
    /// Manifests that are about another one: from the referrers API, else from the tag <c>sha256-…</c> that takes its
    /// place (OCI distribution-spec, Referrers Tag Schema).
    /// </summary>
    /// <param name="subject">Repository, and the digest of what they are about.</param>
    /// <param name="artifactType">Only those of this type; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5102, ENV5106, ENV5107: the registry does not say.</exception>
    public async Task<ImmutableArray<Descriptor>> ListReferrersAsync(
        RegistryReference subject, string? artifactType, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Digest is not { } digest)
        {
            throw new ArgumentException("The digest of the subject is needed.", nameof(subject));
        }

        var endpoint = EndpointOf(subject.Host);
        var found = endpoint.LacksReferrers == true
            ? null
            : await AskReferrersAsync(endpoint, subject, digest, cancellationToken).ConfigureAwait(false);
        found ??= (await ReadFallbackAsync(subject, digest, cancellationToken).ConfigureAwait(false)).Manifests;
        return [.. found.Where(referrer => artifactType is null || referrer.ArtifactType == artifactType)];
    }

    private async Task<IReadOnlyList<Descriptor>?> AskReferrersAsync(
        RegistryEndpoint endpoint, RegistryReference subject, Digest digest, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(HttpMethod.Get, subject.Repository, $"referrers/{digest}")
        {
            What = $"the referrers of '{digest}'",
        };
        var all = new List<Descriptor>();
        for (var page = 0; page < MostPages; page++)
        {
            var current = request;
            var (index, next) = await _loop.RunAsync(
                endpoint.Host, request.What, guard => ReadReferrersAsync(endpoint, current, guard), cancellationToken)
                .ConfigureAwait(false);
            if (index is null)
            {
                endpoint.LacksReferrers = true;
                return null;
            }

            all.AddRange(index.Manifests);
            if (next is null || next == request.Location)
            {
                break;
            }

            request = request with { Location = next };
        }

        endpoint.LacksReferrers = false;
        return all;
    }

    private static async Task<(ImageIndex? Index, Uri? Next)> ReadReferrersAsync(
        RegistryEndpoint endpoint, RegistryRequest request, StallGuard guard)
    {
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest)
        {
            return default;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }

        var json = await BoundedBody.ReadAsync(response, LargestManifest, guard.Token).ConfigureAwait(false);
        return (ManifestDocument.Parse(json, request.What).Index ?? new ImageIndex(), NextPage(response));
    }

    private static RegistryReference FallbackTag(RegistryReference repository, Digest subject) =>
        repository with { Tag = $"sha256-{subject.Hex}", Digest = null };

    private async Task<ImageIndex> ReadFallbackAsync(
        RegistryReference repository, Digest subject, CancellationToken cancellationToken)
    {
        var tag = FallbackTag(repository, subject);
        return await FindManifestAsync(tag, cancellationToken).ConfigureAwait(false) is { } digest
            ? (await GetManifestAsync(tag with { Digest = digest }, cancellationToken).ConfigureAwait(false))
                .Document.Index ?? new ImageIndex()
            : new ImageIndex();
    }

    private Task AddReferrerAsync(
        RegistryReference repository, Digest subject, Descriptor referrer, CancellationToken cancellationToken) =>
        ChangeFallbackAsync(
            repository,
            subject,
            all => all.Any(other => other.Digest == referrer.Digest) ? all : [.. all, referrer],
            cancellationToken);

    private async Task RemoveReferrerAsync(
        RegistryReference repository, Digest subject, Digest referrer, CancellationToken cancellationToken)
    {
        if (await FindManifestAsync(FallbackTag(repository, subject), cancellationToken).ConfigureAwait(false) is not null)
        {
            await ChangeFallbackAsync(
                repository,
                subject,
                all => all.Any(other => other.Digest == referrer) ? [.. all.Where(other => other.Digest != referrer)] : all,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ChangeFallbackAsync(
        RegistryReference repository,
        Digest subject,
        Func<IReadOnlyList<Descriptor>, IReadOnlyList<Descriptor>> change,
        CancellationToken cancellationToken)
    {
        await _referrersGate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReplaceFallbackAsync(repository, subject, change, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _referrersGate.Release();
        }
    }

    // Registries have no compare-and-swap: what another writer undid is seen when it is read again, and done anew.
    private async Task ReplaceFallbackAsync(
        RegistryReference repository,
        Digest subject,
        Func<IReadOnlyList<Descriptor>, IReadOnlyList<Descriptor>> change,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ReferrerAttempts; attempt++)
        {
            var index = await ReadFallbackAsync(repository, subject, cancellationToken).ConfigureAwait(false);
            var changed = change(index.Manifests);
            if (ReferenceEquals(changed, index.Manifests))
            {
                return;
            }

            var json = (index with { MediaType = MediaTypes.ImageIndex, Manifests = changed }).ToJson();
            await PutManifestAsync(FallbackTag(repository, subject), json, MediaTypes.ImageIndex, cancellationToken)
                .ConfigureAwait(false);
        }

        var last = await ReadFallbackAsync(repository, subject, cancellationToken).ConfigureAwait(false);
        if (!ReferenceEquals(change(last.Manifests), last.Manifests))
        {
            throw DiagnosticCatalog.RegistryUnavailable.Exception(
                null, repository.Host, $"the referrers of '{subject}'", "others change their list all the time");
        }
    }
}
