using System.Collections.Immutable;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Json;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>A file of docker or podman with credentials.</summary>
internal sealed class CredentialFile
{
    private CredentialFile(string path, CredentialDocument document)
    {
        Path = path;
        Store = document.Store is { Length: > 0 } ? document.Store : null;
        Helpers = (document.Helpers ?? ImmutableDictionary<string, string?>.Empty)
            .Where(helper => helper.Value is { Length: > 0 })
            .GroupBy(helper => KeyOf(helper.Key), helper => helper.Value!, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Entries = (document.Auths ?? ImmutableDictionary<string, CredentialEntry?>.Empty)
            .Where(entry => entry.Value is not null)
            .GroupBy(entry => KeyOf(entry.Key), entry => entry.Value!, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Helper for all registries.</summary>
    public string? Store { get; }

    /// <summary>Helpers by host.</summary>
    public ImmutableDictionary<string, string> Helpers { get; }

    /// <summary>Entries by host, or by host and the beginning of a repository.</summary>
    public ImmutableDictionary<string, CredentialEntry> Entries { get; }

    /// <summary>Reads a file; one that is missing or cannot be read counts as empty.</summary>
    public static async Task<CredentialFile?> ReadAsync(
        string path, IReporter reporter, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string problem;
        try
        {
            var json = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            var document = JsonSerializer.Deserialize(json, AccessJsonContext.Default.CredentialDocument);
            return new CredentialFile(path, document ?? new CredentialDocument());
        }
        catch (JsonException exception)
        {
            problem = $"it is not valid JSON (line {exception.LineNumber + 1})";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = exception.Message.TrimEnd('.');
        }

        reporter.Report(DiagnosticCatalog.RegistryCredentialsUnreadable.At(new SourceLocation(path), path, problem));
        return null;
    }

    /// <summary>The entry for a repository: that of the longest beginning of its name.</summary>
    public CredentialEntry? FindEntry(string host, string repository)
    {
        var name = repository.Length == 0 ? host : $"{host}/{repository}";
        while (true)
        {
            if (Entries.TryGetValue(name, out var entry))
            {
                return entry;
            }

            var slash = name.LastIndexOf('/');
            if (slash < 0)
            {
                return null;
            }

            name = name[..slash];
        }
    }

    // Docker's keys of old are addresses, such as https://index.docker.io/v1/; podman's may go on with a namespace.
    private static string KeyOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var parts = (scheme < 0 ? key : key[(scheme + 3)..]).TrimEnd('/').Split('/', 2);
        var host = RegistryReference.NormalizeHost(parts[0]);
        return parts.Length == 1 || scheme >= 0 || parts[1] is "v1" or "v2" ? host : $"{host}/{parts[1]}";
    }
}
