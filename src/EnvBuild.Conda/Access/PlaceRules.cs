using System.Collections.Immutable;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Where channels are fetched on this machine. Nothing of it is in locks, records or fingerprints: those keep the
/// addresses that everybody knows. Immutable.
/// </summary>
public sealed class PlaceRules
{
    // The longest prefix first.
    private readonly ImmutableArray<PlaceRule> _rules;

    private PlaceRules(ImmutableArray<PlaceRule> rules) => _rules = rules;

    /// <summary>Everything is where its URL says.</summary>
    public static PlaceRules None { get; } = new([]);

    /// <summary>These rules and one more, which comes in place of the one for the same prefix.</summary>
    /// <param name="prefix">URL that files are known by; without credentials.</param>
    /// <param name="places">URLs that stand in for it; none takes the rule away.</param>
    public PlaceRules With(string prefix, params ReadOnlySpan<string> places)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var key = EndWithSlash(prefix);
        var others = _rules.Where(rule => !IsSame(rule.Prefix, key));
        if (places.IsEmpty)
        {
            return new([.. others]);
        }

        var added = new PlaceRule(key, [.. places.ToArray().Select(EndWithSlash).Distinct(StringComparer.Ordinal)]);
        return new([.. others.Append(added).OrderByDescending(rule => rule.Prefix.Length)]);
    }

    /// <summary>The URLs at which a file is asked for, in their order.</summary>
    /// <param name="url">URL that the file is known by; may hold credentials, which go to its own host alone.</param>
    public ImmutableArray<string> Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (_rules.IsEmpty)
        {
            return [url];
        }

        var known = ChannelText.Redact(url);
        var rule = _rules.FirstOrDefault(rule => known.StartsWith(rule.Prefix, StringComparison.OrdinalIgnoreCase));
        return rule is null
            ? [url]
            : [.. rule.Places.Select(place => Join(place, rule.Prefix, known, url))];
    }

    /// <summary>The file or folder that stands in for a URL, where that is the only place.</summary>
    /// <param name="url">URL that the file is known by.</param>
    /// <returns>An absolute path; <see langword="null"/> if a server is asked.</returns>
    public string? LocalPathOf(string url) =>
        Of(url) is [var only] && only.StartsWith("file://", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(only, UriKind.Absolute, out var uri)
            ? uri.LocalPath
            : null;

    // What was written with credentials keeps them where the place is the one that was written.
    private static string Join(string place, string prefix, string known, string url) =>
        IsSame(place, prefix) ? url : place + known[prefix.Length..];

    private static bool IsSame(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string EndWithSlash(string url) => url.EndsWith('/') ? url : url + "/";
}
