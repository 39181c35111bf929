using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Connections;
using EnvBuild.Docker.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;
using Descriptor = EnvBuild.Oci.Descriptor;

namespace EnvBuild.Docker.Containers;

/// <summary>Runs something in an image and keeps what it changed as a layer.</summary>
internal sealed class ScriptRun(EngineConnection connection, BlobStore store, ScriptRequest request)
{
    private const string Task = "run the script";

    private static readonly string[] StartFailures = ["executable file", "attempted to invoke a command"];

    public async Task<Layer?> RunAsync(Descriptor image, CancellationToken cancellationToken)
    {
        var loaded = await TemporaryImage.LoadAsync(connection, store, image, cancellationToken).ConfigureAwait(false);
        await using (loaded.ConfigureAwait(false))
        {
            var container = await CreateAsync(loaded.Name, cancellationToken).ConfigureAwait(false);
            try
            {
                await connection.DoAsync(Task, token => ExecuteAsync(container, token), cancellationToken)
                    .ConfigureAwait(false);
                return await new ContainerLayer(connection, store, request)
                    .TakeAsync(container, cancellationToken)
                    .ConfigureAwait(false);
            }
            finally
            {
                await CleanUp.RunAsync(connection, token => RemoveAsync(container, token)).ConfigureAwait(false);
            }
        }
    }

    private async Task<string> CreateAsync(string image, CancellationToken cancellationToken)
    {
        // The name is known before the answer is, so that a cancelled request leaves nothing behind.
        var name = $"envbuild-{Guid.NewGuid():n}";
        try
        {
            return await connection.DoAsync(
                Task,
                async token => (await connection.Client.Containers
                    .CreateContainerAsync(ToParameters(image, name), token)
                    .ConfigureAwait(false)).ID,
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CleanUp.RunAsync(connection, token => RemoveAsync(name, token)).ConfigureAwait(false);
            throw;
        }
    }

    private CreateContainerParameters ToParameters(string image, string name) => new()
    {
        Name = name,
        Image = image,
        Entrypoint = [request.Command[0]],
        Cmd = [.. request.Command.Skip(1)],
        Env = [.. request.Variables.Select(pair => $"{pair.Key}={pair.Value}")],
        WorkingDir = request.WorkingDirectory ?? "",
        User = request.User ?? "",
        HostConfig = new HostConfig
        {
            NetworkMode = request.HasNetwork ? "default" : "none",
            LogConfig = new LogConfig { Type = "json-file" },
        },
    };

    private async Task ExecuteAsync(string container, CancellationToken cancellationToken)
    {
        var tail = new OutputTail();
        try
        {
            _ = await connection.Client.Containers
                .StartContainerAsync(container, new ContainerStartParameters(), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DockerApiException exception)
            when (exception.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
                || IsStartFailure(exception))
        {
            throw DiagnosticCatalog.ScriptImpossible.Exception(
                request.Location, request.Name, EngineFailure.MessageIn(exception.ResponseBody ?? "").TrimEnd('.'));
        }

        await ContainerOutput
            .FollowAsync(connection.Client, container, tail, connection.Reporter, cancellationToken)
            .ConfigureAwait(false);
        var ended = await connection.Client.Containers
            .WaitContainerAsync(container, cancellationToken)
            .ConfigureAwait(false);
        if (ended.StatusCode != 0)
        {
            throw DiagnosticCatalog.ScriptFailed.Exception(request.Location, request.Name, ended.StatusCode, tail);
        }
    }

    // Podman reports a missing program as an internal error.
    private static bool IsStartFailure(DockerApiException exception) =>
        exception.StatusCode == HttpStatusCode.InternalServerError
        && Array.Exists(
            StartFailures,
            text => (exception.ResponseBody ?? "").Contains(text, StringComparison.OrdinalIgnoreCase));

    private async Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Client.Containers.RemoveContainerAsync(
                container,
                new ContainerRemoveParameters { Force = true, RemoveVolumes = true },
                cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            // It was never made.
        }
    }
}
