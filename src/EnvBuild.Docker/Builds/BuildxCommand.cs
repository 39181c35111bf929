using System.Diagnostics;
using EnvBuild.Docker.Connections;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Docker.Builds;

/// <summary>The <c>docker buildx</c> of this machine, aimed at the engine that is used.</summary>
/// <param name="Program">Absolute path of the docker command; empty where there is none.</param>
/// <param name="Endpoint">The engine.</param>
/// <param name="Configuration">Folder with the command's settings; <see langword="null"/> for its usual one.</param>
/// <param name="Problem">Why it cannot be used; <see langword="null"/> if it can.</param>
internal sealed record BuildxCommand(
    string Program, EngineEndpoint Endpoint, string? Configuration, string? Problem)
{
    public static async Task<BuildxCommand> FindAsync(
        EngineConnection connection, CancellationToken cancellationToken)
    {
        var endpoint = connection.Endpoint;
        var configuration = connection.Settings.Environment.Get("DOCKER_CONFIG");
        if (connection.Version.IsPodman)
        {
            return new BuildxCommand("", endpoint, configuration, "Podman does not take secrets this way");
        }

        var name = OperatingSystem.IsWindows() ? "docker.exe" : "docker";
        var folders = connection.Settings.Environment.Get("PATH")?.Split(Path.PathSeparator) ?? [];
        var program = folders
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        if (program is null)
        {
            return new BuildxCommand("", endpoint, configuration, "the docker command is not installed");
        }

        var command = new BuildxCommand(program, endpoint, configuration, null);
        using var process = Process.Start(command.ToStartInfo(["version"]))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        _ = await Task.WhenAll(output, error).ConfigureAwait(false);
        return process.ExitCode == 0 ? command : command with { Problem = "its buildx plugin is not installed" };
    }

    /// <summary>A call of buildx.</summary>
    /// <param name="arguments">What follows <c>docker buildx</c>.</param>
    public ProcessStartInfo ToStartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, ["buildx", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DOCKER_HOST"] = Endpoint.ToString();
        if (Configuration is not null)
        {
            start.Environment["DOCKER_CONFIG"] = Configuration;
        }

        // An option for it is not known to all versions.
        start.Environment["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1";
        foreach (var name in (ReadOnlySpan<string>)["DOCKER_CONTEXT", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "BUILDX_BUILDER"])
        {
            _ = start.Environment.Remove(name);
        }

        if (Endpoint.Tls is { } tls)
        {
            start.Environment[tls.Verify ? "DOCKER_TLS_VERIFY" : "DOCKER_TLS"] = "1";
            if (Path.GetDirectoryName(tls.CertificateFile ?? tls.AuthorityFile) is { } folder)
            {
                start.Environment["DOCKER_CERT_PATH"] = folder;
            }
        }

        return start;
    }
}
