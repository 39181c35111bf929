using EnvBuild.Definitions;
using EnvBuild.Diagnostics;
using EnvBuild.Tool.Hosting;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Commands;

/// <summary>Finds the environment and image that a command line means.</summary>
internal static class SubjectFinder
{
    /// <summary>By name, version, digits, or by the fingerprint of a definition file.</summary>
    public static async Task<EnvironmentVersion> FindAsync(
        Invocation invocation,
        string subject,
        CancellationToken cancellationToken)
    {
        var path = invocation.Host.Absolute(subject);
        if (!File.Exists(path))
        {
            return await invocation.Workspace.ResolveAsync(subject, cancellationToken);
        }

        var reading = await DefinitionReader.ReadAsync(path, cancellationToken);
        if (reading.Environment is not { } environment || reading.HasErrors)
        {
            throw new EnvBuildException(reading.Diagnostics);
        }

        return await invocation.Workspace.ResolveAsync(Fingerprint.Compute(environment).Value, cancellationToken);
    }

    /// <summary>The image for a platform; without a platform the only one, or the first.</summary>
    public static EnvironmentImage ChooseImage(EnvironmentVersion environment, string? platform)
    {
        var image = platform is null
            ? environment.Images.FirstOrDefault()
            : environment.Images.FirstOrDefault(image => image.Platform == platform);
        return image ?? throw DiagnosticCatalog.PlatformNotBuilt.Exception(
            null,
            environment.Name,
            platform ?? "any platform",
            string.Join(", ", environment.Images.Select(image => image.Platform)));
    }
}
