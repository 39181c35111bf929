using System.Net;
using System.Text.RegularExpressions;
using EnvBuild.Conda.Configuration;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Finds the tokens that <c>anaconda login</c> leaves: files whose name is the quoted URL of the service. A token for
/// an API holds for the host of its channels too, whose name has <c>conda</c> in place of <c>api</c>.
/// </summary>
internal static partial class AnacondaTokens
{
    private const string Extension = ".token";

    public static IEnumerable<string> FindFiles(CondaHost host) =>
        Folders(host).OfType<string>()
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal));

    public static IReadOnlyList<ChannelCredential> Read(string path, string text, string origin)
    {
        var url = WebUtility.UrlDecode(Path.GetFileName(path)[..^Extension.Length]);
        string[] urls = [url, ApiRegex().Replace(url, "$1conda$2", 1)];
        return text.Trim() is { Length: > 0 } token
            ? [.. urls.Distinct().Select(CredentialScope.Parse).OfType<CredentialScope>()
                .Select(scope => ChannelCredential.PathToken(token, scope, origin))]
            : [];
    }

    private static IEnumerable<string?> Folders(CondaHost host)
    {
        if (host.PathIn("BINSTAR_CONFIG_DIR") is { } own)
        {
            return [Path.Combine(own, "data")];
        }

        string?[] folders = host.System switch
        {
            CondaSystem.Windows => [host.PathIn("LOCALAPPDATA", "ContinuumIO", "binstar")],
            CondaSystem.MacOS => [host.InHome("Library", "Application Support", "binstar")],
            _ =>
            [
                host.PathIn("XDG_CONFIG_HOME", "binstar") ?? host.InHome(".config", "binstar"),
                host.PathIn("XDG_DATA_HOME", "binstar") ?? host.InHome(".local", "share", "binstar"),
            ],
        };
        // The last one is that of mamba.
        return [.. folders, host.InHome(".continuum", "anaconda-client", "tokens")];
    }

    [GeneratedRegex("([./])api([./]|$)")]
    private static partial Regex ApiRegex();
}
