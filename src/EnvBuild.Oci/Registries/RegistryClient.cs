using System.Collections.Concurrent;
using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Oci.Registries.Configuration;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries;

/// <summary>
/// Speaks with registries (OCI distribution-spec 1.1). Safe for several threads; one client serves all registries, and
/// keeps connections and tokens. See <c>docs/registries.md</c>.
/// </summary>
public sealed partial class RegistryClient : IDisposable
{
    private const int MirrorAttempts = 2;
    private readonly ConcurrentDictionary<RegistryAddress, RegistryEndpoint> _endpoints = new();
    private readonly SemaphoreSlim _referrersGate = new(1, 1);
    private readonly RegistryHttp _http;
    private readonly CredentialLookup _credentials;
    private readonly RetryLoop _loop;
    private readonly RetryLoop _mirrorLoop;
    private readonly IReporter _reporter;

    private RegistryClient(
        ImmutableDictionary<string, RegistrySettings> settings,
        RegistryMachine machine,
        RegistryClientOptions options,
        IReporter reporter)
    {
        Options = options;
        _reporter = reporter;
        _http = new RegistryHttp(settings, machine);
        _credentials = new CredentialLookup(machine, reporter, options.TimeProvider);
        _loop = new RetryLoop(options, reporter);
        _mirrorLoop = new RetryLoop(
            options with { Attempts = Math.Min(options.Attempts, MirrorAttempts) }, reporter);
    }

    internal RegistryClientOptions Options { get; }

    internal IReporter Reporter => _reporter;

    /// <summary>Makes a client with the configuration of a machine.</summary>
    /// <param name="machine">Where configuration and credentials are.</param>
    /// <param name="reporter">Hears of progress, retries and trouble with credentials.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="options">Patience and width.</param>
    /// <exception cref="EnvBuildException">ENV5101: the configuration cannot be used.</exception>
    public static async Task<RegistryClient> CreateAsync(
        RegistryMachine machine,
        IReporter reporter,
        CancellationToken cancellationToken,
        RegistryClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(reporter);
        var settings = await RegistriesFile.ReadAsync(machine, cancellationToken).ConfigureAwait(false);
        return new RegistryClient(settings, machine, options ?? RegistryClientOptions.Default, reporter);
    }

    /// <summary>All registries for which there is a credential, and where it is kept; no secrets.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ImmutableArray<CredentialPlace>> ListCredentialsAsync(CancellationToken cancellationToken) =>
        _credentials.ListAsync(cancellationToken);

    /// <summary>The credential for a repository; <see langword="null"/> if there is none that can be handed on.</summary>
    /// <param name="host">Host as in references.</param>
    /// <param name="repository">Repository; empty for the registry as a whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RegistryLogin?> FindLoginAsync(string host, string repository, CancellationToken cancellationToken) =>
        await _credentials.FindAsync(host, repository, cancellationToken).ConfigureAwait(false) switch
        {
            { IdentityToken: { } token } => new RegistryLogin(host, "", token),
            { User: { } user, Password: { } password } => new RegistryLogin(host, user, password),
            _ => null,
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var endpoint in _endpoints.Values)
        {
            endpoint.Dispose();
        }

        _referrersGate.Dispose();
        _credentials.Dispose();
        _http.Dispose();
    }

    private RegistryEndpoint EndpointOf(string host) => EndpointAt(new RegistryAddress(host, ""));

    private RegistryEndpoint EndpointAt(RegistryAddress address) => _endpoints.GetOrAdd(
        address,
        static (address, self) => new RegistryEndpoint(
            address, self._http, self._credentials, self._reporter, self.Options.TimeProvider),
        this);

    /// <summary>Reads from the first mirror that can serve, else from the registry itself.</summary>
    private async Task<T> ReadAsync<T>(
        string host, Func<RegistryEndpoint, RetryLoop, Task<T>> read)
    {
        foreach (var mirror in _http.SettingsOf(host).Mirrors)
        {
            if (!RegistryAddress.TryParse(mirror, out var address))
            {
                continue;
            }

            try
            {
                return await read(EndpointAt(address), _mirrorLoop).ConfigureAwait(false);
            }
            catch (EnvBuildException exception)
                when (exception.Diagnostics[0].Code.StartsWith("ENV51", StringComparison.Ordinal))
            {
                _reporter.Detail($"The mirror '{mirror}' of '{host}' is passed over: {exception.Diagnostics[0].Message}");
            }
        }

        return await read(EndpointOf(host), _loop).ConfigureAwait(false);
    }
}
