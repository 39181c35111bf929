using System.Collections.Frozen;
using System.Text;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Images;

/// <summary>Looks whether an image of an environment has the program <c>dotnet</c>.</summary>
public static class DotnetRuntime
{
    // Packages of conda-forge that bring the program, or depend on one that does.
    private static readonly FrozenSet<string> Packages = FrozenSet.Create(
        StringComparer.Ordinal,
        "aspnetcore-runtime",
        "dotnet",
        "dotnet-aspnetcore",
        "dotnet-runtime",
        "dotnet-sdk");

    // What Microsoft's images of .NET set (dotnet-docker, Dockerfiles of runtime-deps, runtime and aspnet).
    private const string Variable = "DOTNET_VERSION=";

    /// <summary>
    /// Whether a package of the environment brings it, or its base is an image of .NET by its variables.
    /// </summary>
    /// <param name="workspace">Has the image and its lock.</param>
    /// <param name="image">The image.</param>
    /// <param name="fingerprint">Fingerprint of the environment.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see langword="null"/> if the lock is not known, so that nobody can tell.</returns>
    /// <exception cref="EnvBuildException">The image or the lock in the store is damaged.</exception>
    public static async Task<bool?> FindAsync(
        Workspace workspace, EnvironmentImage image, string fingerprint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(image);
        if (await IsInBaseAsync(workspace, image, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        var text = await workspace.FindLockAsync(fingerprint, cancellationToken).ConfigureAwait(false);
        return text is null
            ? null
            : LockReader.Read(Encoding.UTF8.GetString(text), $"locks/{fingerprint}").PackagesOf(image.Platform)
                .Any(package => Packages.Contains(package.Name));
    }

    private static async Task<bool> IsInBaseAsync(
        Workspace workspace, EnvironmentImage image, CancellationToken cancellationToken)
    {
        var json = await workspace.Store.ReadAllBytesAsync(Digest.Parse(image.Digest), cancellationToken)
            .ConfigureAwait(false);
        if (ManifestDocument.Parse(json, image.Digest).Manifest is not { Config: var described })
        {
            return false;
        }

        var config = ManifestDocument.ParseConfig(
            await workspace.Store.ReadAllBytesAsync(described.Digest, cancellationToken).ConfigureAwait(false),
            described.Digest.ToString());
        return config.Config?.Env?.Any(variable => variable.StartsWith(Variable, StringComparison.Ordinal)) == true;
    }
}
