using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries;

public sealed partial class RegistryClient
{
    private const int LargestManifest = 8 * 1024 * 1024;
    private const string DigestHeader = "Docker-Content-Digest";
    private const string SchemaOne = "application/vnd.docker.distribution.manifest.v1";

    private static readonly string[] ManifestTypes =
        [MediaTypes.ImageManifest, MediaTypes.ImageIndex, MediaTypes.DockerManifest, MediaTypes.DockerManifestList];

    /// <summary>Gets a manifest or index by its digest, else by its tag, and checks it.</summary>
    /// <param name="reference">What to get.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5102, ENV5103, ENV5106 to ENV5108, ENV5110: it cannot be had. ENV5006: it is no manifest.
    /// </exception>
    public Task<RemoteManifest> GetManifestAsync(RegistryReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return ReadAsync(
            reference.Host,
            (endpoint, loop) => loop.RunAsync(
                endpoint.Host,
                ManifestOf(reference),
                guard => GetManifestAsync(endpoint, reference, guard),
                cancellationToken));
    }

    /// <summary>
    /// What a tag or digest stands for in the registry itself, without its content; <see langword="null"/> for nothing.
    /// </summary>
    /// <param name="reference">What to look for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5102, ENV5106, ENV5107: the registry does not say.</exception>
    public Task<Digest?> FindManifestAsync(RegistryReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var endpoint = EndpointOf(reference.Host);
        return _loop.RunAsync(
            endpoint.Host,
            ManifestOf(reference),
            async guard =>
            {
                var request = ManifestRequest(HttpMethod.Head, reference);
                using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
                return response switch
                {
                    { StatusCode: HttpStatusCode.NotFound } => null,
                    { IsSuccessStatusCode: false } =>
                        throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false),
                    _ => reference.Digest ?? DigestIn(response) ?? (Digest?)(await GetManifestAsync(
                        endpoint, reference, guard).ConfigureAwait(false)).Descriptor.Digest,
                };
            },
            cancellationToken);
    }

    /// <summary>Writes a manifest or index, and makes it known to its subject if it has one.</summary>
    /// <param name="reference">Repository, and the tag; without tag it is written under its digest.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">Media type.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5102, ENV5103, ENV5106, ENV5107, ENV5111: it is not taken.</exception>
    public async Task PutManifestAsync(
        RegistryReference reference, ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var digest = Digest.Of(content.Span);
        var endpoint = EndpointOf(reference.Host);
        var target = reference.Tag is null ? reference with { Digest = digest } : reference with { Digest = null };
        var knowsSubject = await _loop.RunAsync(
            endpoint.Host,
            ManifestOf(target),
            guard => PutManifestAsync(endpoint, target, (content, mediaType, digest), guard),
            cancellationToken).ConfigureAwait(false);
        if (knowsSubject || ManifestDocument.Parse(content.Span, digest.ToString()).Manifest is not { Subject: { } subject } manifest)
        {
            return;
        }

        var referrer = new Descriptor
        {
            MediaType = mediaType,
            Digest = digest,
            Size = content.Length,
            ArtifactType = manifest.ArtifactType ?? manifest.Config.MediaType,
            Annotations = manifest.Annotations,
        };
        await AddReferrerAsync(reference, subject.Digest, referrer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Deletes a tag, or, by digest, a manifest with all its tags. A referrer is taken from the list of its subject.
    /// </summary>
    /// <param name="reference">What to delete; a digest rules over a tag.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5102, ENV5106 to ENV5108: it cannot be deleted. ENV5110: the registry does not let anybody.
    /// </exception>
    public async Task DeleteManifestAsync(RegistryReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var endpoint = EndpointOf(reference.Host);
        var subject = reference.Digest is null ? null : await FindSubjectAsync(reference, cancellationToken).ConfigureAwait(false);
        await _loop.RunAsync(
            endpoint.Host,
            ManifestOf(reference),
            async guard =>
            {
                var request = ManifestRequest(HttpMethod.Delete, reference).ForPush() with
                {
                    What = $"the deletion of {ManifestOf(reference)}",
                };
                using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
                return response.IsSuccessStatusCode
                    ? true
                    : throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (subject is { } about)
        {
            await RemoveReferrerAsync(reference, about, reference.Digest!.Value, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ManifestOf(RegistryReference reference) => reference.Digest is { } digest
        ? $"the manifest '{digest}'"
        : $"the tag '{reference.ManifestName}'";

    private static RegistryRequest ManifestRequest(HttpMethod method, RegistryReference reference) =>
        new(method, reference.Repository, $"manifests/{reference.ManifestName}")
        {
            What = ManifestOf(reference),
            Prepare = headers => Array.ForEach(ManifestTypes, type => headers.Accept.Add(new(type))),
        };

    private static Digest? DigestIn(HttpResponseMessage response) =>
        response.Headers.TryGetValues(DigestHeader, out var values) && Digest.TryParse(values.First(), out var digest)
            ? digest
            : null;

    private static async Task<RemoteManifest> GetManifestAsync(
        RegistryEndpoint endpoint, RegistryReference reference, StallGuard guard)
    {
        var request = ManifestRequest(HttpMethod.Get, reference);
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (type?.StartsWith(SchemaOne, StringComparison.OrdinalIgnoreCase) == true)
        {
            throw DiagnosticCatalog.RegistryUnsupported.Exception(
                null, reference, "today's images", " (it holds an image of Docker's schema 1)");
        }

        var content = await BoundedBody.ReadAsync(response, LargestManifest, guard.Token).ConfigureAwait(false);
        var digest = Digest.Of(content);
        if ((reference.Digest ?? DigestIn(response)) is { } promised && promised != digest)
        {
            throw DiagnosticCatalog.RegistryContentMismatch.Exception(
                null, ManifestOf(reference), $"{endpoint.Host}/{reference.Repository}", $"it should be {promised} but is {digest}");
        }

        var document = ManifestDocument.Parse(content, reference.ToString());
        var said = document.Manifest?.MediaType ?? document.Index?.MediaType;
        var descriptor = new Descriptor
        {
            MediaType = said ?? (ManifestTypes.Contains(type) ? type!
                : document.Index is null ? MediaTypes.ImageManifest : MediaTypes.ImageIndex),
            Digest = digest,
            Size = content.Length,
        };
        return new RemoteManifest(descriptor, ImmutableArray.Create(content), document);
    }

    private static async Task<bool> PutManifestAsync(
        RegistryEndpoint endpoint,
        RegistryReference reference,
        (ReadOnlyMemory<byte> Bytes, string MediaType, Digest Digest) content,
        StallGuard guard)
    {
        var request = ManifestRequest(HttpMethod.Put, reference).ForPush() with
        {
            // Its digest was counted from the bytes that go. Docker's registry says this of a manifest whose config
            // several clients are uploading at this moment.
            PassingCode = "DIGEST_INVALID",
            OpenContent = _ => Task.FromResult<HttpContent>(new ReadOnlyMemoryContent(content.Bytes)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(content.MediaType) },
            }),
        };
        guard.AwaitAnswer();
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }

        return DigestIn(response) is { } kept && kept != content.Digest
            ? throw DiagnosticCatalog.RegistryContentMismatch.Exception(
                null, ManifestOf(reference), $"{endpoint.Host}/{reference.Repository}", $"the registry keeps it as {kept}")
            : response.Headers.Contains("OCI-Subject");
    }

    private async Task<Digest?> FindSubjectAsync(RegistryReference reference, CancellationToken cancellationToken)
    {
        var found = await FindManifestAsync(reference, cancellationToken).ConfigureAwait(false);
        return found is null
            ? null
            : (await GetManifestAsync(reference, cancellationToken).ConfigureAwait(false))
                .Document.Manifest?.Subject?.Digest;
    }
}
