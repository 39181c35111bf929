using System.Collections.Immutable;

namespace EnvBuild.Docker.Endpoints;

/// <summary>What decides about the endpoint.</summary>
/// <param name="GetVariable">Gives an environment variable; <see langword="null"/> if it is not set.</param>
/// <param name="HomeFolder">Absolute path of the user's own folder.</param>
/// <param name="DefaultAddresses">Where engines of this machine listen; the first that is there is taken.</param>
public sealed record EndpointEnvironment(
    Func<string, string?> GetVariable, string HomeFolder, ImmutableArray<string> DefaultAddresses)
{
    /// <summary>With the usual places of this machine.</summary>
    /// <param name="getVariable">Gives an environment variable; <see langword="null"/> if it is not set.</param>
    public static EndpointEnvironment Of(Func<string, string?> getVariable)
    {
        ArgumentNullException.ThrowIfNull(getVariable);
        return new EndpointEnvironment(
            getVariable,
            getVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home
                ? home
                : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            OperatingSystem.IsWindows()
                ? ["npipe:////./pipe/docker_engine"]
                :
                [
                    "unix:///var/run/docker.sock",
                    .. RuntimeSockets(getVariable("XDG_RUNTIME_DIR")),
                    "unix:///run/podman/podman.sock",
                ]);
    }

    /// <summary>Folder with the settings of the docker command.</summary>
    internal string ConfigurationFolder => Get("DOCKER_CONFIG") ?? Path.Combine(HomeFolder, ".docker");

    /// <summary>A variable; an empty one counts as not set.</summary>
    internal string? Get(string name) => GetVariable(name) is { Length: > 0 } value ? value : null;

    private static IEnumerable<string> RuntimeSockets(string? folder) => string.IsNullOrEmpty(folder)
        ? []
        : [$"unix://{folder}/docker.sock", $"unix://{folder}/podman/podman.sock"];
}
