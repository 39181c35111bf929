using System.Collections.Immutable;
using EnvBuild.Building.Registries;
using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;

namespace EnvBuild.Building.Health;

/// <summary>Files and variables that say how builds work here. Of variables the names are told, never the values.</summary>
internal static class ConfigurationChecks
{
    private static readonly string[] Variables =
    [
        "ENVBUILD_HOME",
        "ENVBUILD_STORE",
        "ENVBUILD_OFFLINE",
        "ENVBUILD_CHANNEL_ALIAS",
        "ENVBUILD_CHANNEL_CREDENTIALS",
        CondaConfigurationReader.OffVariable,
        "ENVBUILD_REGISTRIES",
        "ENVBUILD_REGISTRY",
    ];

    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken) =>
    [
        await CheckRegistriesAsync(topic, request, cancellationToken).ConfigureAwait(false),
        .. await CheckCondaAsync(topic, request, cancellationToken).ConfigureAwait(false),
        .. CheckVariables(topic, request),
        .. ProxyCheck.Run(topic, request),
    ];

    private static async Task<HealthFinding> CheckRegistriesAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        const string Name = "registries.json";
        var machine = RegistryConnection.MachineFor(request.GetVariable, request.Folder);
        try
        {
            using var client = await RegistryClient
                .CreateAsync(machine, request.Reporter, cancellationToken)
                .ConfigureAwait(false);
            var hosts = client.ConfiguredHosts;
            return topic.Ok(Name, File.Exists(machine.ConfigurationFile)
                ? $"{machine.ConfigurationFile} is valid; it is about {(hosts.IsEmpty ? "no registry" : string.Join(", ", hosts))}"
                : $"{machine.ConfigurationFile} is not there, and need not be");
        }
        catch (EnvBuildException exception)
        {
            return topic.From(Name, HealthState.Error, exception.Diagnostics[0]);
        }
    }

    private static async Task<ImmutableArray<HealthFinding>> CheckCondaAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        const string Name = "conda";
        var host = new CondaHost { GetVariable = request.GetVariable, Folder = request.Folder };
        try
        {
            var configuration = await new CondaConfigurationReader(host).ReadAsync(cancellationToken)
                .ConfigureAwait(false);
            var finding = topic.Ok(
                Name, configuration.Files.IsEmpty ? "no file of conda's configuration is read" : $"{configuration}");
            return configuration.SslVerify == "false"
                ? [finding, topic.From("ssl_verify", HealthState.Warning, DiagnosticCatalog.CertificatesNotChecked.At(null))]
                : [finding];
        }
        catch (EnvBuildException exception)
        {
            return [.. exception.Diagnostics.Select(diagnostic => topic.From(Name, HealthState.Error, diagnostic))];
        }
    }

    private static IEnumerable<HealthFinding> CheckVariables(HealthTopic topic, HealthRequest request)
    {
        var set = Variables.Where(name => IsSet(request, name)).ToList();
        for (var number = 1; ; number++)
        {
            var end = number == 1 ? "" : $"_{number}";
            if (!IsSet(request, $"ENVBUILD_REGISTRY_HOST{end}"))
            {
                break;
            }

            string[] names = [.. ((string[])["USER", "PASSWORD", "TOKEN"])
                .Select(part => $"ENVBUILD_REGISTRY_{part}{end}")
                .Where(name => IsSet(request, name))];
            set.AddRange([$"ENVBUILD_REGISTRY_HOST{end}", .. names]);
            if (names.Length < 2 && !names.Contains($"ENVBUILD_REGISTRY_TOKEN{end}"))
            {
                yield return topic.Warning(
                    $"ENVBUILD_REGISTRY_HOST{end}",
                    "it is set, but no credentials with it",
                    $"Set ENVBUILD_REGISTRY_USER{end} and ENVBUILD_REGISTRY_PASSWORD{end}, or ENVBUILD_REGISTRY_TOKEN{end}.");
            }
        }

        yield return topic.Ok("variables", set.Count == 0 ? "no ENVBUILD_… is set" : string.Join(", ", set));
    }

    private static bool IsSet(HealthRequest request, string name) => request.GetVariable(name) is { Length: > 0 };
}
