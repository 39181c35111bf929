using System.Collections.Immutable;
using System.Text;
using EnvBuild.Building.Images;
using EnvBuild.Building.Locking;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;
using EnvBuild.Docker;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Images;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Storage;
using EngineBuildRequest = EnvBuild.Docker.Builds.BuildRequest;

namespace EnvBuild.Building.Bases;

/// <summary>
/// Runs <c>steps</c>, or the Dockerfile of <c>build</c>, in the container engine. What they made is kept under the base
/// and the steps, so that a changed package does not run them again.
/// </summary>
internal sealed class StepRunner(
    BlobStore store, MachineConnections connections, BuildSettings settings, IReporter reporter)
{
    private const string Collection = "steps";

    /// <summary>The image that packages go on.</summary>
    /// <param name="target">The definition.</param>
    /// <param name="platform">Conda subdir.</param>
    /// <param name="below">What <c>image</c> names; <see langword="null"/> where a Dockerfile makes it.</param>
    /// <param name="cancellationToken">Stops it, and takes away what it made in the engine.</param>
    public async Task<BaseImage> RunAsync(
        LockTarget target, string platform, BaseImage? below, CancellationToken cancellationToken)
    {
        if (below is not null && target.Environment.Steps.IsEmpty)
        {
            return below;
        }

        var key = StepKey.For(target, platform, below?.Digest?.ToString());

        // Another definition with the same steps may be at it.
        using var held = await store.LockAsync($"steps/{key}", cancellationToken).ConfigureAwait(false);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } known)
        {
            reporter.Detail($"The steps of {Path.GetFileName(target.Environment.Path)} have run before");
            return known;
        }

        var made = await RunInEngineAsync(target, platform, below, cancellationToken).ConfigureAwait(false);
        var kept = await ImageAssembler.AssembleAsync(store, made, [], new ImageSettings(), cancellationToken)
            .ConfigureAwait(false);
        var digest = kept.Descriptor.Digest;
        await store.WriteDocumentAsync(Collection, key, Encoding.UTF8.GetBytes(digest.ToString()), cancellationToken)
            .ConfigureAwait(false);
        return (await BaseImage.FindAsync(store, digest, cancellationToken).ConfigureAwait(false))!;
    }

    private async Task<BaseImage?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var bytes = await store.ReadDocumentAsync(Collection, key, cancellationToken).ConfigureAwait(false);
        return bytes is not null && Digest.TryParse(Encoding.UTF8.GetString(bytes), out var digest)
            ? await BaseImage.FindAsync(store, digest, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async Task<BaseImage> RunInEngineAsync(
        LockTarget target, string platform, BaseImage? below, CancellationToken cancellationToken)
    {
        var environment = target.Environment;
        var location = environment.Build?.Location ?? environment.Steps[0].Location;
        var need = new EngineNeed(environment.Build is null ? "'steps'" : "'build'", location);
        var engine = await connections.OpenEngineAsync(need, cancellationToken).ConfigureAwait(false);
        var request = new EngineBuildRequest
        {
            Platform = CondaPlatform.ToOci(platform, location),
            HasNetwork = !settings.Offline,
            Secrets = WantsSecrets(environment) ? settings.Secrets : [],
        };
        if (below is null)
        {
            below = await RunDockerfileAsync(engine, environment.Build!, request, cancellationToken)
                .ConfigureAwait(false);
        }

        return environment.Steps.IsEmpty
            ? below
            : await RunStepsAsync(engine, target, below, request, cancellationToken).ConfigureAwait(false);
    }

    // Secrets need BuildKit, so they go only where they are mounted.
    private static bool WantsSecrets(Definitions.Environment environment) =>
        environment.Steps.Select(step => step.Text).Append(environment.Build?.DockerfileText ?? "")
            .Any(text => text.Contains("type=secret", StringComparison.Ordinal));

    private async Task<BaseImage> RunDockerfileAsync(
        ContainerEngine engine, DockerfileBuild build, EngineBuildRequest request, CancellationToken cancellationToken)
    {
        var text = build.DockerfileText ?? "";
        request = request with
        {
            Credentials = await FindCredentialsAsync(
                host => host == RegistryReference.DockerHub || text.Contains(host, StringComparison.Ordinal),
                cancellationToken).ConfigureAwait(false),
        };
        if (build.ContextFolder is not { } folder)
        {
            // The context of an address is not built: the text is all there is.
            return await engine.RunDockerfileTextAsync(store, text, build.Location, request, cancellationToken)
                .ConfigureAwait(false);
        }

        // A missing file is told by the engine.
        return await engine.RunDockerfileAsync(
            store,
            new BuildFile(build.DockerfilePath, Path.Combine(folder, build.DockerfilePath), BuildContext.PlainMode),
            request with { Files = BuildContext.FilesOf(build, folder) },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<BaseImage> RunStepsAsync(
        ContainerEngine engine,
        LockTarget target,
        BaseImage below,
        EngineBuildRequest request,
        CancellationToken cancellationToken)
    {
        ImmutableArray<BuildStep> steps =
            [.. target.Environment.Steps.Select(step => new BuildStep(step.Text, step.Location))];
        var reference = target.Environment.Base;
        if (reference.Kind == Definitions.BaseKind.Registry
            && !below.Layers.All(layer => store.Contains(layer.ToDescriptor())))
        {
            // The engine pulls the base itself, and keeps it: then its layers do not go through this machine twice.
            var name = RegistryReference.Parse(reference.Canonical) with { Tag = null, Digest = below.Digest };
            var pulling = request with
            {
                Credentials = await FindCredentialsAsync(host => host == name.Host, cancellationToken)
                    .ConfigureAwait(false),
            };
            try
            {
                return await engine.RunStepsAsync(
                    store, BuildBase.InRegistry(name.ToString(), below), steps, pulling, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (EnvBuildException exception)
                when (exception.Diagnostics[0].Code == DiagnosticCatalog.EngineBaseUnavailable.Code)
            {
                // It may not know the certificate, the mirror or the proxy that this machine is configured for.
                reporter.Detail($"The base goes to the engine from here: {exception.Message}");
            }
        }

        return await engine.RunStepsAsync(store, BuildBase.InStore(below), steps, request, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<ImmutableArray<RegistryCredential>> FindCredentialsAsync(
        Func<string, bool> isNeeded, CancellationToken cancellationToken)
    {
        var registries = await connections.OpenRegistriesAsync(cancellationToken).ConfigureAwait(false);
        var logins = await registries.FindLoginsAsync(isNeeded, cancellationToken).ConfigureAwait(false);
        return [.. logins.Select(login => new RegistryCredential(login.Host, login.User, login.Secret))];
    }
}
