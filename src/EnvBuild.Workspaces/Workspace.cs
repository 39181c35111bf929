using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Workspaces;

/// <summary>
/// Environments by name and version, and locks by fingerprint, kept as OCI artifacts in a store.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="timeProvider">Clock for the time of registration.</param>
public sealed partial class Workspace(BlobStore store, TimeProvider timeProvider)
{
    private const string EnvironmentPrefix = "environments/";
    private const string LatestTag = "latest";

    /// <summary>The store behind the workspace.</summary>
    public BlobStore Store => store;

    /// <summary>
    /// Registers what was built. An equal record is not written again; without a version of its own, a changed one gets
    /// the next number.
    /// </summary>
    /// <param name="environment">
    /// The record; its version is ignored if <paramref name="givenVersion"/> is <see langword="null"/>.
    /// </param>
    /// <param name="givenVersion">Version from the definition.</param>
    /// <param name="definition">Text of the definition.</param>
    /// <param name="cancellationToken">Stops it; the workspace stays as it was.</param>
    /// <returns>The record as it stands in the workspace.</returns>
    public async Task<EnvironmentVersion> RegisterAsync(
        EnvironmentVersion environment,
        string? givenVersion,
        ReadOnlyMemory<byte> definition,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        using var held = await store.LockAsync(EnvironmentPrefix + environment.Name, cancellationToken)
            .ConfigureAwait(false);
        var latest = await FindAsync(environment.Name, null, cancellationToken).ConfigureAwait(false);
        if (latest is not null && IsSame(latest, environment, givenVersion))
        {
            return latest;
        }

        var registered = environment with
        {
            Version = givenVersion ?? NextNumber(latest, environment),
            Registered = timeProvider.GetUtcNow(),
        };
        var target = await WriteAsync(registered, definition, cancellationToken).ConfigureAwait(false);
        await store.SetReferenceAsync(ReferenceFor(registered.Name, registered.Version), target, cancellationToken)
            .ConfigureAwait(false);
        await store.SetReferenceAsync(ReferenceFor(registered.Name, LatestTag), target, cancellationToken)
            .ConfigureAwait(false);
        return registered;
    }

    /// <summary>All environments of the workspace, by name, then in the order of their registration.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImmutableArray<EnvironmentVersion>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<EnvironmentVersion>();
        foreach (var reference in await store.ListReferencesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (reference.Name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)
                && !reference.Name.EndsWith($":{LatestTag}", StringComparison.Ordinal)
                && await ReadAsync(reference.Target, cancellationToken).ConfigureAwait(false) is { } environment)
            {
                found.Add(environment);
            }
        }

        return [.. found.OrderBy(item => item.Name, StringComparer.Ordinal).ThenBy(item => item.Registered)];
    }

    /// <summary>One version of an environment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version; <see langword="null"/> for the one registered last.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The record, or <see langword="null"/>.</returns>
    public async Task<EnvironmentVersion?> FindAsync(string name, string? version, CancellationToken cancellationToken)
    {
        var reference = ReferenceFor(name, version ?? LatestTag);
        var target = await store.GetReferenceAsync(reference, cancellationToken).ConfigureAwait(false);
        return target is null ? null : await ReadAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private static string ReferenceFor(string name, string version) =>
        $"{EnvironmentPrefix}{name}:{EnvironmentName.ForTag(version)}";

    private static bool IsSame(EnvironmentVersion latest, EnvironmentVersion environment, string? givenVersion) =>
        (givenVersion is null || givenVersion == latest.Version)
        && latest.Definition == environment.Definition
        && latest.Fingerprint == environment.Fingerprint
        && latest.Locks.SequenceEqual(environment.Locks)
        && latest.Images.SequenceEqual(environment.Images);

    // The same definition built for another platform, or with another lock, is still the same version.
    private static string NextNumber(EnvironmentVersion? latest, EnvironmentVersion environment)
    {
        if (latest is not null && latest.Definition == environment.Definition)
        {
            return latest.Version;
        }

        var number = int.TryParse(latest?.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : 0;
        return (number + 1).ToString(CultureInfo.InvariantCulture);
    }

    private async Task<Descriptor> WriteAsync(
        EnvironmentVersion environment,
        ReadOnlyMemory<byte> definition,
        CancellationToken cancellationToken)
    {
        var record = JsonSerializer.SerializeToUtf8Bytes(environment, WorkspaceJsonContext.Default.EnvironmentVersion);
        var manifest = new ImageManifest
        {
            ArtifactType = WorkspaceMediaTypes.Environment,
            Config = await store.WriteAsync(record, WorkspaceMediaTypes.BuildRecord, cancellationToken)
                .ConfigureAwait(false),
            Layers = [await store.WriteAsync(definition, WorkspaceMediaTypes.Definition, cancellationToken)
                .ConfigureAwait(false)],
        };
        return await store.WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<EnvironmentVersion?> ReadAsync(Descriptor target, CancellationToken cancellationToken)
    {
        if (!await store.IsCompleteAsync(target.Digest, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var manifest = await store.ReadAllBytesAsync(target.Digest, cancellationToken).ConfigureAwait(false);
        var config = ManifestDocument.Parse(manifest, target.Digest.ToString()).Manifest?.Config;
        if (config?.MediaType != WorkspaceMediaTypes.BuildRecord)
        {
            return null;
        }

        var json = await store.ReadAllBytesAsync(config.Digest, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(json, WorkspaceJsonContext.Default.EnvironmentVersion);
        }
        catch (JsonException exception)
        {
            throw DiagnosticCatalog.BuildRecordUnreadable.Exception(null, config.Digest, exception.Message);
        }
    }
}
