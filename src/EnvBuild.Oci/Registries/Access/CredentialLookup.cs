using System.Collections.Concurrent;
using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// Finds credentials where docker and podman keep them; see <c>docs/registries.md</c> for the order. Each file is read
/// once, each helper is asked once for a host.
/// </summary>
internal sealed class CredentialLookup(RegistryMachine machine, IReporter reporter, TimeProvider timeProvider)
    : IDisposable
{
    private const string DockerHubServer = "https://index.docker.io/v1/";
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<(string Helper, string Host), RegistryCredential?> _asked = new();
    private ImmutableArray<CredentialFile> _files;

    /// <summary>The credential for a repository; <see langword="null"/> if there is none.</summary>
    /// <param name="host">Host as in references.</param>
    /// <param name="repository">Repository; empty for the registry as a whole.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RegistryCredential?> FindAsync(
        string host, string repository, CancellationToken cancellationToken)
    {
        if (CredentialVariables.Read(machine).FirstOrDefault(set => set.Host == host).Credential is { } own)
        {
            return own;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var file in await ReadFilesAsync(cancellationToken).ConfigureAwait(false))
            {
                var found = await FindAsync(file, host, repository, cancellationToken).ConfigureAwait(false);
                if (found is not null)
                {
                    return found;
                }
            }

            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>All hosts for which there is something, and where; without asking any helper.</summary>
    public async Task<ImmutableArray<CredentialPlace>> ListAsync(CancellationToken cancellationToken)
    {
        var places = CredentialVariables.Read(machine)
            .Select(set => new CredentialPlace(set.Host, set.Credential.Origin))
            .ToList();
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var file in await ReadFilesAsync(cancellationToken).ConfigureAwait(false))
            {
                places.AddRange(file.Helpers.Select(helper =>
                    new CredentialPlace(helper.Key, HelperOrigin(helper.Value, file))));
                places.AddRange(file.Entries
                    .Where(entry => !file.Helpers.ContainsKey(entry.Key))
                    .Select(entry => new CredentialPlace(
                        entry.Key, file.Store is { } store ? HelperOrigin(store, file) : file.Path)));
            }
        }
        finally
        {
            _gate.Release();
        }

        // The first that has a host is the one that is used.
        return
        [
            .. places.DistinctBy(place => place.Host, StringComparer.Ordinal)
                .OrderBy(place => place.Host, StringComparer.Ordinal),
        ];
    }

    public void Dispose() => _gate.Dispose();

    private static string HelperOrigin(string helper, CredentialFile file) =>
        $"docker-credential-{helper}, named by {file.Path}";

    private async Task<RegistryCredential?> FindAsync(
        CredentialFile file, string host, string repository, CancellationToken cancellationToken)
    {
        if (file.Helpers.GetValueOrDefault(host) is { } helper)
        {
            return await AskAsync(helper, file, host, cancellationToken).ConfigureAwait(false);
        }

        var kept = file.Store is { } store
            ? await AskAsync(store, file, host, cancellationToken).ConfigureAwait(false)
            : null;
        try
        {
            return kept ?? file.FindEntry(host, repository)?.ToCredential(file.Path);
        }
        catch (FormatException)
        {
            reporter.Report(DiagnosticCatalog.RegistryCredentialsUnreadable.At(
                new SourceLocation(file.Path), file.Path, $"'auth' of '{host}' is not base 64 of a user and a password"));
            return null;
        }
    }

    private async Task<RegistryCredential?> AskAsync(
        string helper, CredentialFile file, string host, CancellationToken cancellationToken)
    {
        if (_asked.TryGetValue((helper, host), out var known))
        {
            return known;
        }

        var program = new CredentialHelper(helper, machine, timeProvider);
        var server = host == RegistryReference.DockerHub ? DockerHubServer : host;
        var (credential, problem) = await program.GetAsync(server, HelperOrigin(helper, file), cancellationToken)
            .ConfigureAwait(false);
        if (problem is not null)
        {
            reporter.Report(DiagnosticCatalog.CredentialHelperFailed.At(
                new SourceLocation(file.Path), program.Program, file.Path, host, problem));
        }

        _asked[(helper, host)] = credential;
        return credential;
    }

    private async Task<ImmutableArray<CredentialFile>> ReadFilesAsync(CancellationToken cancellationToken)
    {
        if (_files.IsDefault)
        {
            string?[] paths =
            [
                machine.PathIn("REGISTRY_AUTH_FILE"),
                machine.PathIn("DOCKER_CONFIG", "config.json") ?? machine.InHome(".docker", "config.json"),
                machine.PathIn("XDG_RUNTIME_DIR", "containers", "auth.json"),
                machine.PathIn("XDG_CONFIG_HOME", "containers", "auth.json")
                    ?? machine.InHome(".config", "containers", "auth.json"),
            ];
            var files = ImmutableArray.CreateBuilder<CredentialFile>();
            foreach (var path in paths.OfType<string>().Distinct(StringComparer.Ordinal))
            {
                if (await CredentialFile.ReadAsync(path, reporter, cancellationToken).ConfigureAwait(false) is { } file)
                {
                    files.Add(file);
                }
            }

            _files = files.ToImmutable();
        }

        return _files;
    }
}
