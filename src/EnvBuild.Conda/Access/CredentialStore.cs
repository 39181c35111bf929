using System.Collections.Immutable;
using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>The credentials of this user for channels, the ones that win first. Immutable; tells no secret.</summary>
public sealed class CredentialStore
{
    private readonly ImmutableArray<ChannelCredential> _credentials;

    internal CredentialStore(IEnumerable<ChannelCredential> credentials) => _credentials = [.. credentials];

    /// <summary>No credentials.</summary>
    public static CredentialStore Empty { get; } = new([]);

    /// <summary>Number of credentials.</summary>
    public int Count => _credentials.Length;

    /// <summary>Where they were found, each place once, the ones that win first.</summary>
    public IEnumerable<string> Origins =>
        _credentials.Select(credential => credential.Origin).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Reads the credentials of the user: <c>ENVBUILD_CHANNEL_CREDENTIALS</c>, the store of rattler, the tokens of
    /// anaconda-client, <c>.netrc</c>.
    /// </summary>
    /// <param name="host">Variables and home folder.</param>
    /// <param name="withAnacondaTokens">Whether tokens of anaconda-client are used.</param>
    /// <param name="reporter">Is warned of files that cannot be read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<CredentialStore> ReadAsync(
        CondaHost host, bool withAnacondaTokens, IReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(reporter);
        return new CredentialFiles(host, reporter).ReadAsync(withAnacondaTokens, cancellationToken);
    }

    internal FoundCredential Find(Uri url)
    {
        ChannelCredential? withheld = null;
        foreach (var credential in _credentials.Where(credential => credential.Scope.Matches(url)))
        {
            if (credential.MayGoTo(url))
            {
                return new(credential, null);
            }

            withheld ??= credential;
        }

        return new(null, withheld);
    }
}
