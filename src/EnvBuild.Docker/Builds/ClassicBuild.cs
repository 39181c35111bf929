using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;
using EnvBuild.Docker.Connections;
using EnvBuild.Docker.Images;
using EnvBuild.Docker.Messages;

namespace EnvBuild.Docker.Builds;

/// <summary>A build by the engine itself: <c>POST /build</c>, the classic builder of Docker, or Podman.</summary>
internal sealed partial class ClassicBuild(EngineConnection connection, BuildPlan plan, BuildRequest request)
{
    private readonly BuildProgress _progress = new(plan, connection.Reporter, SecretMask.None);
    private readonly BuildTraces _traces = new();
    private string? _imageId;

    /// <summary>Runs the build; what it left is taken away if it fails or is cancelled.</summary>
    /// <returns>Id of the image.</returns>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var id = await connection.DoAsync("run the build", BuildAsync, cancellationToken).ConfigureAwait(false);
            _progress.Finish();
            return id;
        }
        catch
        {
            await CleanUp.RunAsync(connection, RemoveTracesAsync).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        using var content = new StreamedContent(
            (output, token) => BuildContextArchive.WriteAsync(plan, request.Files, output, token));
        try
        {
            using var response = await connection
                .SendAsync(HttpMethod.Post, $"build?{Query()}", content, Headers(), cancellationToken)
                .ConfigureAwait(false);
            await FollowAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException exception)
            when (exception.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
        {
            throw _progress.Fail(EngineFailure.MessageIn(exception.ResponseBody ?? ""), 0);
        }

        return _imageId
            ?? _traces.Finished
            ?? throw EngineFailure.Invalid(connection.Endpoint, "run the build", "it ended without naming an image");
    }

    private async Task FollowAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var lines = new OutputLines(Observe);
        await foreach (var message in EngineMessages.ReadAsync(response, cancellationToken).ConfigureAwait(false))
        {
            lines.Add(message.Stream ?? "");
            _imageId = message.ImageId ?? _imageId;
            if (message.Failure is { } failure)
            {
                lines.Finish();
                throw _progress.Fail(failure, message.ErrorDetail?.Code ?? 0);
            }
        }

        lines.Finish();
    }

    private void Observe(string line)
    {
        if (StepLine().Match(line) is { Success: true } step)
        {
            var text = step.Groups["text"].Value;
            _traces.Begin(text);
            _progress.Begin(text, int.Parse(step.Groups["number"].Value, CultureInfo.InvariantCulture));
        }
        else if (!_traces.Observe(line) && line.Length > 0)
        {
            _progress.Output(line);
        }
    }

    private string Query()
    {
        // Podman goes on with a step whose build was cancelled; at least no images of earlier steps lie about then.
        var query = $"dockerfile={Uri.EscapeDataString(plan.Name)}&rm=1&forcerm=1"
            + (connection.Version.IsPodman ? "&layers=0" : "")
            + (request.HasNetwork ? "" : "&networkmode=none");
        if (!request.Arguments.IsEmpty)
        {
            var arguments = new JsonObject(request.Arguments.Select(
                pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
            query += $"&buildargs={Uri.EscapeDataString(arguments.ToJsonString())}";
        }

        return connection.Version.Platform.Serves(request.Platform)
            ? query
            : $"{query}&platform={Uri.EscapeDataString(request.Platform.ToString())}";
    }

    private KeyValuePair<string, string>[] Headers() => request.Credentials.IsEmpty
        ? []
        : [KeyValuePair.Create("X-Registry-Config", RegistryCredential.ToConfigHeader(request.Credentials))];

    private async Task RemoveTracesAsync(CancellationToken cancellationToken)
    {
        foreach (var container in _traces.Containers)
        {
            try
            {
                await connection.Client.Containers.RemoveContainerAsync(
                    container,
                    new ContainerRemoveParameters { Force = true, RemoveVolumes = true },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (DockerApiException exception)
                when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
                // The engine is taking it away itself.
            }
        }

        var images = new EngineImages(connection);
        foreach (var image in _traces.Images)
        {
            await images.RemoveAsync(image, cancellationToken).ConfigureAwait(false);
        }
    }

    [GeneratedRegex(@"\A(?:\[[0-9]+/[0-9]+\] )?step (?<number>[0-9]{1,6})(?:/[0-9]+)? ?: (?<text>.*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex StepLine();
}
