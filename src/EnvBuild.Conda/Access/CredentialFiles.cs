using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>Reads the credentials of this user, from every place that conda, mamba and pixi know.</summary>
/// <param name="host">Variables and home folder.</param>
/// <param name="reporter">Is warned of files that cannot be read.</param>
internal sealed class CredentialFiles(CondaHost host, IReporter reporter)
{
    /// <summary>Holds what a file of rattler holds, for machines on which files are hard to place.</summary>
    internal const string OwnVariable = "ENVBUILD_CHANNEL_CREDENTIALS";

    /// <summary>Reads all, the ones that win first: our variable, rattler, anaconda-client, netrc.</summary>
    internal async Task<CredentialStore> ReadAsync(bool withAnacondaTokens, CancellationToken cancellationToken)
    {
        List<ChannelCredential> found = [];
        if (host.Variable(OwnVariable) is { } json)
        {
            found.AddRange(Parse(json, OwnVariable, RattlerCredentials.Parse));
        }

        var rattler = host.PathIn("RATTLER_AUTH_FILE") ?? host.InHome(".rattler", "credentials.json");
        found.AddRange(await ReadFileAsync(rattler, RattlerCredentials.Parse, cancellationToken).ConfigureAwait(false));
        if (withAnacondaTokens)
        {
            foreach (var path in AnacondaTokens.FindFiles(host))
            {
                found.AddRange(await ReadFileAsync(
                    path, (text, origin) => AnacondaTokens.Read(path, text, origin), cancellationToken)
                    .ConfigureAwait(false));
            }
        }

        var netrc = host.PathIn("NETRC")
            ?? new[] { host.InHome(".netrc"), host.InHome("_netrc") }.FirstOrDefault(File.Exists);
        found.AddRange(await ReadFileAsync(netrc, NetrcReader.Parse, cancellationToken).ConfigureAwait(false));
        return new CredentialStore(found);
    }

    private async Task<IReadOnlyList<ChannelCredential>> ReadFileAsync(
        string? path,
        Func<string, string, IReadOnlyList<ChannelCredential>> parse,
        CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path))
        {
            return [];
        }

        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return Parse(text, path, parse);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reporter.Report(DiagnosticCatalog.CredentialsUnreadable.At(
                new SourceLocation(path), path, "this user may not read it"));
            return [];
        }
    }

    // What a parser says of a text may quote it, so only the place is told.
    private IReadOnlyList<ChannelCredential> Parse(
        string text, string origin, Func<string, string, IReadOnlyList<ChannelCredential>> parse)
    {
        try
        {
            return parse(text, origin);
        }
        catch (CredentialFormatException error)
        {
            SourceLocation? location = Path.IsPathFullyQualified(origin)
                ? new SourceLocation(origin, new SourceSpan(error.Line, 1, error.Line, 1))
                : null;
            reporter.Report(DiagnosticCatalog.CredentialsUnreadable.At(location, origin, error.Message));
            return [];
        }
    }
}
