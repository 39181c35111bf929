using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Endpoints;

/// <summary>
/// Finds the engine that the docker command would use: <c>DOCKER_HOST</c>, then <c>DOCKER_CONTEXT</c>, then the current
/// context, then the sockets of this machine, of which Podman's come last. Nothing is connected to.
/// </summary>
public static class EndpointResolver
{
    private const string DefaultContext = "default";
    private const string DockerEndpoint = "docker";

    /// <summary>Finds the endpoint.</summary>
    /// <param name="environment">What decides.</param>
    /// <param name="need">Who asks, for the diagnostic.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV6000: there is none. ENV6001: an address cannot be used. ENV6002: a context cannot be used.
    /// </exception>
    public static async Task<EngineEndpoint> ResolveAsync(
        EndpointEnvironment environment, EngineNeed need, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(need);
        if (environment.Get("DOCKER_HOST") is { } host)
        {
            return ToEndpoint(host, VariableTls(environment), "DOCKER_HOST", need);
        }

        var origin = "DOCKER_CONTEXT";
        var name = environment.Get(origin);
        if (name is null)
        {
            origin = Path.Combine(environment.ConfigurationFolder, "config.json");
            var configuration = await ReadAsync(
                origin, EndpointJsonContext.Default.DockerConfiguration, cancellationToken).ConfigureAwait(false);
            name = configuration?.CurrentContext;
        }

        return name is { Length: > 0 } && name != DefaultContext
            ? await ReadContextAsync(environment, name, origin, need, cancellationToken).ConfigureAwait(false)
            : FindDefault(environment, need);
    }

    private static EngineEndpoint FindDefault(EndpointEnvironment environment, EngineNeed need)
    {
        foreach (var address in environment.DefaultAddresses)
        {
            var endpoint = ToEndpoint(address, null, "the usual places", need);
            if (endpoint.Address.Scheme != "unix" || File.Exists(endpoint.Address.AbsolutePath))
            {
                return endpoint;
            }
        }

        throw DiagnosticCatalog.EngineNotFound.Exception(
            need.Location,
            need.What,
            $"DOCKER_HOST is not set and nothing listens at {string.Join(", ", environment.DefaultAddresses)}");
    }

    private static EngineTls? VariableTls(EndpointEnvironment environment)
    {
        var verify = environment.Get("DOCKER_TLS_VERIFY") is not null;
        return verify || environment.Get("DOCKER_TLS") is not null
            ? EngineTls.InFolder(environment.Get("DOCKER_CERT_PATH") ?? environment.ConfigurationFolder, verify)
            : null;
    }

    private static async Task<EngineEndpoint> ReadContextAsync(
        EndpointEnvironment environment,
        string name,
        string origin,
        EngineNeed need,
        CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var contexts = Path.Combine(environment.ConfigurationFolder, "contexts");
        var file = Path.Combine(contexts, "meta", id, "meta.json");
        EnvBuildException Invalid(string problem) =>
            DiagnosticCatalog.EngineContextInvalid.Exception(need.Location, $"'{origin}'", name, problem);
        DockerContext? context;
        try
        {
            context = await ReadAsync(file, EndpointJsonContext.Default.DockerContext, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (EnvBuildException exception)
        {
            throw Invalid(exception.Diagnostics[0].Message.TrimEnd('.'));
        }

        if (context is null)
        {
            throw Invalid("there is no such context");
        }

        var endpoint = context.Endpoints?.GetValueOrDefault(DockerEndpoint);
        if (endpoint?.Host is not { Length: > 0 } host)
        {
            throw Invalid($"'{file}' names no endpoint of docker");
        }

        var folder = Path.Combine(contexts, "tls", id, DockerEndpoint);
        var tls = Directory.Exists(folder) || endpoint.SkipTlsVerify
            ? EngineTls.InFolder(folder, !endpoint.SkipTlsVerify)
            : null;
        return ToEndpoint(host, tls, $"the docker context '{name}'", need);
    }

    private static EngineEndpoint ToEndpoint(string text, EngineTls? tls, string origin, EngineNeed need)
    {
        if (!EndpointAddress.TryParse(text, tls is not null, out var address, out var problem))
        {
            throw DiagnosticCatalog.EngineAddressInvalid.Exception(need.Location, origin, text, problem);
        }

        var isSecure = text.TrimStart().StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return new EngineEndpoint(
            address,
            address.Scheme == "tcp" ? tls ?? (isSecure ? new EngineTls(null, null, null, Verify: true) : null) : null,
            origin);
    }

    private static async Task<T?> ReadAsync<T>(string file, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var json = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException exception)
        {
            throw DiagnosticCatalog.FileAccessFailed.Exception(
                null, file, $"it is not valid JSON (line {exception.LineNumber + 1})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DiagnosticCatalog.FileAccessFailed.Exception(null, file, exception.Message.TrimEnd('.'));
        }
    }
}
