using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Json;

namespace EnvBuild.Oci.Registries.Configuration;

/// <summary>Reads <c>registries.json</c>; see <c>docs/registries.md</c>.</summary>
internal sealed class RegistriesFile(string path)
{
    /// <summary>The file that a variable names, which has to be there, else the usual one, which may be missing.</summary>
    /// <exception cref="EnvBuildException">ENV5101: the file cannot be used.</exception>
    public static async Task<ImmutableDictionary<string, RegistrySettings>> ReadAsync(
        RegistryMachine machine, CancellationToken cancellationToken) =>
        !machine.NamesConfigurationFile && !File.Exists(machine.ConfigurationFile)
            ? ImmutableDictionary<string, RegistrySettings>.Empty
            : await new RegistriesFile(machine.ConfigurationFile).ReadAsync(cancellationToken).ConfigureAwait(false);

    private async Task<ImmutableDictionary<string, RegistrySettings>> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = ImmutableDictionary.CreateBuilder<string, RegistrySettings>(StringComparer.Ordinal);
        var document = await ParseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (key, entry) in document?.Registries ?? ImmutableDictionary<string, RegistryEntry?>.Empty)
        {
            var host = RegistryReference.NormalizeHost(key);
            if (!RegistryAddress.TryParse(host, out var address) || address.Prefix.Length > 0)
            {
                throw Invalid($"'{key}' is not a host with an optional port");
            }

            if (!settings.TryAdd(host, Read(entry ?? new RegistryEntry(), key)))
            {
                throw Invalid($"'{key}' names a registry that is named before");
            }
        }

        return settings.ToImmutable();
    }

    private async Task<RegistriesDocument?> ParseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var json = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, ConfigurationJsonContext.Default.RegistriesDocument);
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0) + 1;
            throw DiagnosticCatalog.RegistriesFileInvalid.Exception(
                new SourceLocation(path, new SourceSpan(line, 1, line, 1)),
                path,
                $"'{exception.Path ?? "$"}' is not valid");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"it cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private RegistrySettings Read(RegistryEntry entry, string key)
    {
        var mirrors = entry.Mirrors ?? [];
        if (mirrors.FirstOrDefault(mirror => !RegistryAddress.TryParse(mirror, out _)) is { } wrong)
        {
            throw Invalid($"the mirror '{wrong}' of '{key}' is not 'host[:port][/prefix]'");
        }

        return new RegistrySettings
        {
            Insecure = entry.Insecure ?? false,
            Mirrors = [.. mirrors.OfType<string>()],
            Authorities = entry.Ca is { } file ? ReadAuthorities(file, key) : null,
        };
    }

    private X509Certificate2Collection ReadAuthorities(string file, string key)
    {
        var full = Path.GetFullPath(file, Path.GetDirectoryName(path)!);
        var problem = "it holds no certificate in PEM";
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(full);
            if (certificates.Count > 0)
            {
                return certificates;
            }
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problem = exception.Message.TrimEnd('.');
        }

        throw Invalid($"the certificates '{full}' of '{key}' cannot be read: {problem}");
    }

    private EnvBuildException Invalid(string problem) => DiagnosticCatalog.RegistriesFileInvalid.Exception(
        new SourceLocation(path, null), path, problem);
}
