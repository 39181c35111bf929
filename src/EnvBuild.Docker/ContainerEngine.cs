using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Connections;
using EnvBuild.Docker.Containers;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Docker.Images;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker;

/// <summary>
/// A Docker Engine or Podman, for the few things that must run. Everything else of a build is done without one. See
/// <c>docs/engine.md</c>.
/// </summary>
public sealed class ContainerEngine : IDisposable
{
    private readonly EngineConnection _connection;

    private ContainerEngine(EngineConnection connection) => _connection = connection;

    /// <summary>Where it listens.</summary>
    public EngineEndpoint Endpoint => _connection.Endpoint;

    /// <summary>What it is.</summary>
    public EngineVersion Version => _connection.Version;

    /// <summary>Finds the engine that the docker command would use, and connects to it.</summary>
    /// <param name="settings">Where to look, and who hears the output.</param>
    /// <param name="need">Why it is needed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV6000 to ENV6005, ENV6008: there is none, it cannot be reached, or it is too old.
    /// </exception>
    public static async Task<ContainerEngine> ConnectAsync(
        EngineSettings settings, EngineNeed need, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(need);
        var endpoint = await EndpointResolver.ResolveAsync(settings.Environment, need, cancellationToken)
            .ConfigureAwait(false);
        return new ContainerEngine(
            await EngineHandshake.ConnectAsync(endpoint, settings, need, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Looks for <c>docker buildx</c>, through which BuildKit is used.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why it cannot be used; <see langword="null"/> if it can.</returns>
    public async Task<string?> FindBuildxProblemAsync(CancellationToken cancellationToken) =>
        (await BuildxCommand.FindAsync(_connection, cancellationToken).ConfigureAwait(false)).Problem;

    /// <summary>Runs steps on a base. Nothing of it stays in the engine but a base that it pulled.</summary>
    /// <param name="store">Has the base, gets the layers that the steps make.</param>
    /// <param name="from">What the steps run on.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="request">What is around the build.</param>
    /// <param name="cancellationToken">Stops it, and takes away what it made in the engine.</param>
    /// <returns>The image, with all its layers in the store; more layers go on top of it natively.</returns>
    /// <exception cref="EnvBuildException">
    /// ENV6006 to ENV6015: a step failed, or the engine did. ENV0004, ENV0005, ENV5000, ENV5002: the store.
    /// </exception>
    public Task<BaseImage> RunStepsAsync(
        BlobStore store,
        BuildBase from,
        IReadOnlyList<BuildStep> steps,
        BuildRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(request);
        return new ImageBuild(_connection, store).RunStepsAsync(from, steps, request, cancellationToken);
    }

    /// <summary>Builds a Dockerfile. Nothing of it stays in the engine but a base that it pulled.</summary>
    /// <param name="store">Gets the layers.</param>
    /// <param name="dockerfile">
    /// Its path in the context and on disk; it need not stand among the files of the context.
    /// </param>
    /// <param name="request">What is around the build.</param>
    /// <param name="cancellationToken">Stops it, and takes away what it made in the engine.</param>
    /// <returns>The image, with all its layers in the store.</returns>
    /// <exception cref="EnvBuildException">As for <see cref="RunStepsAsync"/>.</exception>
    public async Task<BaseImage> RunDockerfileAsync(
        BlobStore store, BuildFile dockerfile, BuildRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(request);
        string text;
        try
        {
            text = await File.ReadAllTextAsync(dockerfile.Source!, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException(
                [
                    DiagnosticCatalog.BuildFileUnreadable.At(
                        null, dockerfile.Source, "the Dockerfile", exception.Message.TrimEnd('.')),
                ],
                exception);
        }

        return await new ImageBuild(_connection, store)
            .RunDockerfileAsync(
                BuildPlan.OfDockerfile(dockerfile.Path, text, dockerfile.Source!), request, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Builds a Dockerfile that stands as a text in another file; as <see cref="RunDockerfileAsync"/>.</summary>
    /// <param name="store">Gets the layers.</param>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="location">Where it is written.</param>
    /// <param name="request">What is around the build.</param>
    /// <param name="cancellationToken">Stops it, and takes away what it made in the engine.</param>
    /// <exception cref="EnvBuildException">As for <see cref="RunStepsAsync"/>.</exception>
    public Task<BaseImage> RunDockerfileTextAsync(
        BlobStore store,
        string text,
        SourceLocation location,
        BuildRequest request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(request);
        return new ImageBuild(_connection, store)
            .RunDockerfileAsync(BuildPlan.OfText("Dockerfile", text, location), request, cancellationToken);
    }

    /// <summary>
    /// Sees to it that the engine has an image under some names. Only layers that it lacks are sent; nothing is if it
    /// has the image already.
    /// </summary>
    /// <param name="store">Has the image.</param>
    /// <param name="image">Manifest, or index, of which the image for the engine's platform is taken.</param>
    /// <param name="names">Names, <c>repository[:tag]</c>; at least one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV6020, ENV6021: the engine did not take it. ENV6006 to ENV6008: the engine. ENV5000, ENV5002: the store.
    /// ENV5004: a name.
    /// </exception>
    public Task<DeliveryOutcome> DeliverAsync(
        BlobStore store, Descriptor image, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfZero(names.Length);
        return new ImageDelivery(_connection, store).RunAsync(image, names, cancellationToken);
    }

    /// <summary>Runs something in a container of an image. The container is always removed.</summary>
    /// <param name="store">Has the image, gets the layer.</param>
    /// <param name="image">Manifest, or index, of which the image for the engine's platform is taken.</param>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What it changed, as a layer; <see langword="null"/> if nothing.</returns>
    /// <exception cref="EnvBuildException">
    /// ENV6030, ENV6031: it failed. ENV6006 to ENV6008: the engine. ENV0004, ENV0005, ENV5000, ENV5002: the store.
    /// </exception>
    public Task<Layer?> RunScriptAsync(
        BlobStore store, Descriptor image, ScriptRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(request);
        return new ScriptRun(_connection, store, request).RunAsync(image, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
