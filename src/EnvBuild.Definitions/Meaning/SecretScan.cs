using System.Text.RegularExpressions;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Meaning;

/// <summary>Finds secrets by their form, wherever they stand in a file. Their text is never repeated.</summary>
internal static partial class SecretScan
{
    public static void Report(SourceText source, DiagnosticSink sink)
    {
        Report(TokenRegex(), source, sink);
        if (source.Text.Contains("://", StringComparison.Ordinal))
        {
            Report(AddressRegex(), source, sink);
        }
    }

    private static void Report(Regex secrets, SourceText source, DiagnosticSink sink)
    {
        foreach (Match match in secrets.Matches(source.Text))
        {
            var kind = match.Groups.Values.Skip(1).First(group => group.Success).Name;
            sink.Report(
                DiagnosticCatalog.SecretFound, source.SpanOf(match.Index, match.Length), kind.Replace('_', ' '));
        }
    }

    /// <summary>The text with the credentials of its addresses replaced.</summary>
    public static string Redact(string text) => text.Contains("://", StringComparison.Ordinal)
        ? CredentialRegex().Replace(text, "***")
        : text;

    [GeneratedRegex(
        @"(?<password_in_an_address>\b[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@$""'#<{%]*:[^\s/@$""'#<{%][^\s/@""'#]*@)" +
        @"|(?<user_name_in_an_address>(?<![+\w])[hH][tT][tT][pP][sS]?://(?!git@)[^\s/:@$""'#<{%?]+:?@)" +
        @"|(?<token_in_a_channel_address>://[^\s/]+/t/(?![$<{%])[^\s/]+/)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AddressRegex();

    [GeneratedRegex(
        @"(?<GitHub_token>\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{60,}\b)" +
        @"|(?<GitLab_token>\bglpat-[A-Za-z0-9_-]{20,}\b)" +
        @"|(?<PyPI_token>\bpypi-AgE[A-Za-z0-9_-]{40,})" +
        @"|(?<AWS_access_key>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)" +
        @"|(?<shared_access_signature>[?&]sig=[A-Za-z0-9%+/]{20,})" +
        @"|(?<storage_account_key>\bAccountKey=[A-Za-z0-9+/]{40,}={0,2})" +
        @"|(?<private_key>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TokenRegex();

    // A user name alone is a token on the web; 'git' is what everybody is called there.
    [GeneratedRegex(
        @"(?<=://[^/@\s:]*:)[^/@\s]*(?=@)|(?<=[hH][tT][tT][pP][sS]?://)(?!git@)[^/@\s:]+(?=:?@)",
        RegexOptions.CultureInvariant)]
    private static partial Regex CredentialRegex();
}
