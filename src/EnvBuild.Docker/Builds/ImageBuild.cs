using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Connections;
using EnvBuild.Docker.Images;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker.Builds;

/// <summary>
/// Runs steps or a Dockerfile in an engine and takes the image out of it again. Nothing of it stays in the engine but
/// the base that it pulled.
/// </summary>
internal sealed class ImageBuild(EngineConnection connection, BlobStore store)
{
    private readonly EngineImages _images = new(connection);

    public async Task<BaseImage> RunStepsAsync(
        BuildBase from, IReadOnlyList<BuildStep> steps, BuildRequest request, CancellationToken cancellationToken)
    {
        if (from.Reference is { } reference)
        {
            await PullAsync(reference, steps, request, cancellationToken).ConfigureAwait(false);
            return await RunAsync(BuildPlan.OfSteps(reference, steps), request, from.Image.Layers, cancellationToken)
                .ConfigureAwait(false);
        }

        var image = from.Image;
        if (image.Layers.IsEmpty)
        {
            return await RunAsync(BuildPlan.OfSteps("scratch", steps), request, [], cancellationToken)
                .ConfigureAwait(false);
        }

        var loaded = await TemporaryImage.LoadAsync(connection, store, image, cancellationToken).ConfigureAwait(false);
        await using (loaded.ConfigureAwait(false))
        {
            return await RunAsync(BuildPlan.OfSteps(loaded.Name, steps), request, image.Layers, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public Task<BaseImage> RunDockerfileAsync(
        BuildPlan plan, BuildRequest request, CancellationToken cancellationToken) =>
        RunAsync(plan, request, [], cancellationToken);

    private async Task<BaseImage> RunAsync(
        BuildPlan plan,
        BuildRequest request,
        ImmutableArray<Layer> baseLayers,
        CancellationToken cancellationToken)
    {
        var id = await BuildAsync(plan, request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await TakeAsync(id, request.Platform, baseLayers, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await CleanUp.RunAsync(connection, token => _images.RemoveAsync(id, token)).ConfigureAwait(false);
        }
    }

    private async Task<string> BuildAsync(BuildPlan plan, BuildRequest request, CancellationToken cancellationToken)
    {
        var feature = request.Secrets.IsEmpty
            ? plan.FindBuildKitFeature()
            : ("A build with secrets", plan.FileLocation);

        // Podman's own builder knows what BuildKit knows, except how to get secrets over this way.
        if (feature is null || (connection.Version.IsPodman && request.Secrets.IsEmpty))
        {
            return await new ClassicBuild(connection, plan, request).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        var command = await BuildxCommand.FindAsync(connection, cancellationToken).ConfigureAwait(false);
        return command.Problem is null
            ? await new BuildxBuild(connection, store, command, plan, request).RunAsync(cancellationToken)
                .ConfigureAwait(false)
            : throw DiagnosticCatalog.BuildKitMissing.Exception(
                feature.Value.Location, feature.Value.Feature, command.Problem);
    }

    private async Task PullAsync(
        string reference, IReadOnlyList<BuildStep> steps, BuildRequest request, CancellationToken cancellationToken)
    {
        var location = steps.Select(step => step.Location).FirstOrDefault(found => found is not null);
        await connection.DoAsync(
            "pull the base image",
            async token =>
            {
                if (reference.Contains('@', StringComparison.Ordinal)
                    && await _images.FindAsync(reference, token).ConfigureAwait(false) is not null)
                {
                    return;
                }

                connection.Reporter.Detail($"Pulling {reference}");
                string? problem;
                try
                {
                    problem = await _images
                        .PullAsync(reference, request.Platform.ToString(), request.Credentials, token)
                        .ConfigureAwait(false);
                }
                catch (global::Docker.DotNet.DockerApiException exception)
                {
                    problem = EngineFailure.MessageIn(exception.ResponseBody ?? "");
                }

                if (problem is not null)
                {
                    throw DiagnosticCatalog.EngineBaseUnavailable.Exception(
                        location, reference, problem.ReplaceLineEndings(" ").TrimEnd('.'));
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    // The engine hands out all layers unpacked; those of the base stay the blobs that they were.
    private async Task<BaseImage> TakeAsync(
        string id, Platform platform, ImmutableArray<Layer> baseLayers, CancellationToken cancellationToken)
    {
        var path = await store.GetTemporaryPathAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await SaveAsync(id, path, cancellationToken).ConfigureAwait(false);
            return await BaseImage.OpenAsync(
                new BaseReference(BaseKind.DockerArchive, path, null), platform, store, cancellationToken, baseLayers)
                .ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task SaveAsync(string id, string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await connection.DoAsync(
                    "hand out the image", token => _images.SaveAsync(id, file, token), cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (IOException exception)
        {
            throw StorageFailures.ToException(exception, path);
        }
    }
}
