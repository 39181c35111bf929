using System.Text;
using EnvBuild.Conda.Locks;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env show</c>: the record of the environment and the packages of its lock.</summary>
internal sealed record EnvironmentJson(EnvironmentVersion Environment, LockedPackageJson[] Packages)
{
    public static async Task<EnvironmentJson> ReadAsync(
        Workspace workspace,
        EnvironmentVersion environment,
        CancellationToken cancellationToken)
    {
        var text = await workspace.FindLockAsync(environment.Fingerprint, cancellationToken);
        var locked = text is null
            ? new CondaLock()
            : LockReader.Read(Encoding.UTF8.GetString(text), $"locks/{environment.Fingerprint}");
        return new EnvironmentJson(environment, [.. locked.Packages.Select(LockedPackageJson.From)]);
    }
}
