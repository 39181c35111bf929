using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace EnvBuild.Building.Health;

/// <summary>What runs here, and whether the projects of the folder use the same version.</summary>
internal static class VersionChecks
{
    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var used = await SdkVersions.FindAsync(request.Folder, cancellationToken).ConfigureAwait(false);
        return
        [
            topic.Ok("tool", $"dotnet-env {request.ToolVersion}"),
            topic.Ok("runtime", $"{RuntimeInformation.FrameworkDescription} ({RuntimeInformation.RuntimeIdentifier})"),
            topic.Ok(
                "system",
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"),
            .. used.Select(found => Compare(topic, request, found)),
            .. used.IsEmpty
                ? (HealthFinding[])[topic.Skipped(
                    "EnvBuild.Sdk",
                    "no project of this folder names a version of it",
                    "Run this in the folder of a project to compare versions.")]
                : [],
        ];
    }

    private static HealthFinding Compare(HealthTopic topic, HealthRequest request, SdkVersion found) =>
        string.Equals(found.Version, request.ToolVersion, StringComparison.OrdinalIgnoreCase)
            ? topic.Ok("EnvBuild.Sdk", $"{found.Version}, as {found.Path} says")
            : topic.Warning(
                "EnvBuild.Sdk",
                $"{found.Version}, as {found.Path} says, but this tool is {request.ToolVersion}",
                $"Take the same version of both: 'dotnet tool update dotnet-env --version {found.Version}', or change "
                + "the file.");
}
