using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Json;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries;

public sealed partial class RegistryClient
{
    private const int MostPages = 10_000;

    /// <summary>The tags of a repository, page by page, in the order of the registry.</summary>
    /// <param name="reference">Names the repository.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="pageSize">Most tags that the registry is to send at once.</param>
    /// <exception cref="EnvBuildException">ENV5102, ENV5106 to ENV5108: the registry does not say.</exception>
    public async IAsyncEnumerable<string> ListTagsAsync(
        RegistryReference reference,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        int pageSize = 1000)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var endpoint = EndpointOf(reference.Host);
        var request = new RegistryRequest(HttpMethod.Get, reference.Repository, $"tags/list?n={pageSize}")
        {
            What = "the list of tags",
        };
        for (var page = 0; page < MostPages; page++)
        {
            var current = request;
            var (tags, next) = await _loop.RunAsync(
                endpoint.Host, current.What, guard => ReadTagsAsync(endpoint, current, guard), cancellationToken)
                .ConfigureAwait(false);
            foreach (var tag in tags)
            {
                yield return tag;
            }

            if (next is null || next == request.Location)
            {
                yield break;
            }

            request = request with { Location = next };
        }
    }

    private static async Task<(IReadOnlyList<string> Tags, Uri? Next)> ReadTagsAsync(
        RegistryEndpoint endpoint, RegistryRequest request, StallGuard guard)
    {
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }

        var json = await BoundedBody.ReadAsync(response, LargestManifest, guard.Token).ConfigureAwait(false);
        try
        {
            var list = JsonSerializer.Deserialize(json, AccessJsonContext.Default.TagList);
            return (list?.Tags ?? ImmutableArray<string>.Empty, NextPage(response));
        }
        catch (JsonException)
        {
            throw new RegistryFailure("its list is not valid JSON", isTransient: false);
        }
    }

    // Link: </v2/name/tags/list?last=x&n=2>; rel="next" (RFC 8288), never at another server.
    private static Uri? NextPage(HttpResponseMessage response)
    {
        var current = response.RequestMessage!.RequestUri!;
        foreach (var link in response.Headers.TryGetValues("Link", out var links) ? links : [])
        {
            var (start, end) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
            if (start >= 0
                && end > start
                && link[end..].Contains("next", StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(current, link[(start + 1)..end], out var next))
            {
                return new Uri(current, next.PathAndQuery);
            }
        }

        return null;
    }
}
