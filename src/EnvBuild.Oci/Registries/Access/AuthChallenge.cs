using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>One challenge of <c>WWW-Authenticate</c> (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">Scheme in lower case.</param>
/// <param name="Parameters">Parameters by name in lower case.</param>
internal sealed partial record AuthChallenge(string Scheme, ImmutableDictionary<string, string> Parameters)
{
    /// <summary>Where tokens are given out.</summary>
    public string? Realm => Parameters.GetValueOrDefault("realm");

    /// <summary>For whom the token is.</summary>
    public string? Service => Parameters.GetValueOrDefault("service");

    /// <summary>What the request needs: scopes with spaces between them.</summary>
    public string? Scope => Parameters.GetValueOrDefault("scope");

    /// <summary>The challenge of a response that can be met best: bearer before basic.</summary>
    public static AuthChallenge? Choose(HttpResponseMessage response)
    {
        var challenges = response.Headers.WwwAuthenticate
            .Select(header => new AuthChallenge(header.Scheme.ToLowerInvariant(), Read(header.Parameter ?? "")))
            .ToArray();
        return Array.Find(challenges, challenge => challenge is { Scheme: "bearer", Realm: not null })
            ?? Array.Find(challenges, challenge => challenge.Scheme == "basic");
    }

    private static ImmutableDictionary<string, string> Read(string text) => Parameter().Matches(text)
        .GroupBy(match => match.Groups["name"].Value.ToLowerInvariant(), StringComparer.Ordinal)
        .ToImmutableDictionary(group => group.Key, group => ValueOf(group.First()), StringComparer.Ordinal);

    private static string ValueOf(Match match) => match.Groups["quoted"].Success
        ? Escape().Replace(match.Groups["quoted"].Value, "$1")
        : match.Groups["token"].Value;

    [GeneratedRegex(
        """(?<name>[A-Za-z0-9_-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<token>[^\s,"]+))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
