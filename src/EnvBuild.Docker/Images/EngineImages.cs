using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using EnvBuild.Docker.Connections;
using EnvBuild.Docker.Messages;

namespace EnvBuild.Docker.Images;

/// <summary>Images of an engine. What goes wrong is thrown as it comes; <see cref="EngineConnection"/> translates.</summary>
internal sealed class EngineImages(EngineConnection connection)
{
    private const int RemovalAttempts = 20;
    private static readonly TimeSpan RemovalPause = TimeSpan.FromMilliseconds(250);

    /// <summary>An image by name or id; <see langword="null"/> if the engine does not have it.</summary>
    public async Task<EngineImage?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var found = await connection.Client.Images.InspectImageAsync(name, cancellationToken).ConfigureAwait(false);
            return new EngineImage(WithAlgorithm(found.ID), [.. found.RootFS?.Layers ?? []]);
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Names and ids of the images that fulfil a filter, newest first.</summary>
    public async Task<IList<ImagesListResponse>> ListAsync(
        string filter, string value, CancellationToken cancellationToken) =>
        await connection.Client.Images.ListImagesAsync(
            new ImagesListParameters
            {
                Filters = new Dictionary<string, IDictionary<string, bool>>
                {
                    [filter] = new Dictionary<string, bool> { [value] = true },
                },
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Gives an image one more name.</summary>
    public Task TagAsync(string image, string name, CancellationToken cancellationToken)
    {
        var colon = name.LastIndexOf(':');
        return connection.Client.Images.TagImageAsync(
            image,
            new ImageTagParameters { RepositoryName = name[..colon], Tag = name[(colon + 1)..] },
            cancellationToken);
    }

    /// <summary>
    /// Removes a name, or an image with all that only it needs. A container that is just going away is waited for; with
    /// Podman, which goes on with a cancelled step, it is removed.
    /// </summary>
    public async Task RemoveAsync(string image, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _ = await connection.Client.Images.DeleteImageAsync(
                    image, new ImageDeleteParameters { Force = connection.Version.IsPodman }, cancellationToken)
                    .ConfigureAwait(false);
                return;
            }
            catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
            {
                return;
            }
            catch (DockerApiException exception)
                when (exception.StatusCode == HttpStatusCode.Conflict && attempt < RemovalAttempts)
            {
                await Task.Delay(RemovalPause, connection.Settings.TimeProvider, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>Pulls an image; gives the reason if that fails.</summary>
    public async Task<string?> PullAsync(
        string reference,
        string? platform,
        IEnumerable<RegistryCredential> credentials,
        CancellationToken cancellationToken)
    {
        var digest = reference.IndexOf('@', StringComparison.Ordinal);
        var colon = reference.LastIndexOf(':');
        var hasTag = digest < 0 && colon > reference.LastIndexOf('/');
        var query = $"fromImage={Uri.EscapeDataString(digest >= 0 || !hasTag ? reference : reference[..colon])}"
            + (digest >= 0 ? "" : $"&tag={Uri.EscapeDataString(hasTag ? reference[(colon + 1)..] : "latest")}")
            + (platform is null ? "" : $"&platform={Uri.EscapeDataString(platform)}");
        var credential = credentials.FirstOrDefault(credential => credential.IsFor(reference));
        using var response = await connection.SendAsync(
            HttpMethod.Post,
            $"images/create?{query}",
            null,
            credential is null ? [] : [KeyValuePair.Create("X-Registry-Auth", credential.ToAuthHeader())],
            cancellationToken).ConfigureAwait(false);
        return await EngineMessages.ReadFailureAsync(response, static _ => { }, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Loads an archive; gives the reason if that fails.</summary>
    public async Task<string?> LoadAsync(
        Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        using var content = new StreamedContent(write);
        using var response = await connection.SendAsync(
            HttpMethod.Post, "images/load?quiet=1", content, [], cancellationToken).ConfigureAwait(false);
        return await EngineMessages.ReadFailureAsync(response, static _ => { }, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Writes an image as <c>docker save</c> does.</summary>
    public async Task SaveAsync(string image, Stream output, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(
            HttpMethod.Get, $"images/{Uri.EscapeDataString(image)}/get", null, [], cancellationToken)
            .ConfigureAwait(false);
        await response.Content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    private static string WithAlgorithm(string id) =>
        id.Contains(':', StringComparison.Ordinal) ? id : $"sha256:{id}";
}
