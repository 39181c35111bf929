using System.Text;
using EnvBuild.Conda;

namespace EnvBuild.Definitions.Fingerprints;

/// <summary>
/// The text of a match spec that is the same for all specs of equal meaning: its name, then a line for each field.
/// </summary>
internal static class CanonicalSpec
{
    public static string Of(MatchSpec spec)
    {
        var text = new StringBuilder(spec.Name);
        Add(
            "version",
            spec.Version is null or { MatchesAll: true } ? null : CanonicalVersionSpec.Of(spec.Version.ToString()));
        Add("build", Pattern(spec.Build));
        Add("build_number", spec.BuildNumber?.Text.TrimStart('=').Trim());
        Add("channel", spec.Channel is "*" ? null : spec.Channel);
        Add("subdir", spec.Subdir);
        Add("url", spec.Url);
        Add("fn", spec.Url is null ? Pattern(spec.FileName) : null);
        Add("md5", spec.Md5?.ToLowerInvariant());
        Add("sha256", spec.Sha256?.ToLowerInvariant());
        Add("license", Pattern(spec.License));
        Add("license_family", Pattern(spec.LicenseFamily));
        Add("track_features", Joined(spec.TrackFeatures));
        Add("extras", Joined(spec.Extras));
        Add("flags", Joined(spec.Flags.Select(flag => flag.Text)));
        Add("when", spec.When?.ToString());
        return text.ToString();

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                text.Append('\n').Append(key).Append('=').Append(value);
            }
        }
    }

    // Case does not matter in patterns, except where a regular expression means something else by it.
    private static string? Pattern(StringPattern? pattern) =>
        pattern is null or { MatchesAll: true } ? null
        : pattern.Text.StartsWith('^') ? pattern.Text
        : pattern.Text.ToLowerInvariant();

    private static string? Joined(IEnumerable<string> values) => !values.Any()
        ? null
        : string.Join(',', values.Distinct(StringComparer.Ordinal).Order(Utf8Order.Comparer));
}
