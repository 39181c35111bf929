using System.Buffers;
using System.Text;

namespace EnvBuild.Conda;

/// <summary>Writes the canonical text of a match spec (CEP 29, appendix A; the order of keys is conda's).</summary>
internal static class MatchSpecFormat
{
    private static readonly SearchValues<char> PlainBuild =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+!");

    internal static string Format(MatchSpec spec)
    {
        var text = new StringBuilder();
        var brackets = new List<string>();
        AppendChannel(spec, text, brackets);
        text.Append(spec.Name);
        var isExact = AppendVersion(spec, text, brackets);
        AppendBuild(spec, text, brackets, isExact);
        AddFields(spec, brackets);
        if (brackets.Count > 0)
        {
            text.Append('[').AppendJoin(',', brackets).Append(']');
        }

        return text.ToString();
    }

    private static void AppendChannel(MatchSpec spec, StringBuilder text, List<string> brackets)
    {
        var hasPositionalChannel = spec.Channel is not null && !spec.Channel.Contains('*', StringComparison.Ordinal);
        if (hasPositionalChannel)
        {
            text.Append(spec.Channel);
            text.Append(spec.Subdir is null ? "" : "/" + spec.Subdir).Append("::");
            return;
        }

        if (spec.Channel is not (null or "*"))
        {
            brackets.Add(Pair("channel", spec.Channel, ", \t='\"[]"));
        }

        if (spec.Subdir is not null)
        {
            brackets.Add($"subdir={spec.Subdir}");
        }
    }

    private static bool AppendVersion(MatchSpec spec, StringBuilder text, List<string> brackets)
    {
        var version = spec.Version;
        if (version is null)
        {
            return false;
        }

        if (version.ExactVersion is { } exact)
        {
            text.Append("==").Append(exact.Text);
            return true;
        }

        var isExclusion = version.Root is VersionClause
        {
            Relation: VersionRelation.NotEqual or VersionRelation.NotStartsWith or VersionRelation.Compatible,
        };
        if (version.Series is { } series)
        {
            text.Append('=').Append(series.Text);
        }
        else if (isExclusion && spec.Build is null)
        {
            text.Append(version);
        }
        else
        {
            var quote = version.ToString().Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
            brackets.Add($"version={quote}{version}{quote}");
        }

        return false;
    }

    private static void AppendBuild(MatchSpec spec, StringBuilder text, List<string> brackets, bool isExactVersion)
    {
        if (spec.Build is not { } build)
        {
            return;
        }

        if (isExactVersion && build.IsExact && !build.Text.AsSpan().ContainsAnyExcept(PlainBuild))
        {
            text.Append('=').Append(build.Text);
        }
        else
        {
            brackets.Add(Pair("build", build.Text, "><$^|, \t='\"[]"));
        }
    }

    private static void AddFields(MatchSpec spec, List<string> brackets)
    {
        Add("build_number", spec.BuildNumber?.Text);
        Add("track_features", Joined(spec.TrackFeatures, ' '));
        Add("url", IsTold(spec) ? null : spec.Url);
        Add("md5", spec.Md5);
        Add("sha256", spec.Sha256);
        Add("license", spec.License?.Text);
        Add("license_family", spec.LicenseFamily?.Text);
        Add("fn", spec.Url is null ? spec.FileName?.Text : null);
        AddList("extras", spec.Extras);
        AddList("flags", spec.Flags.Select(flag => flag.Text));
        if (spec.When is { } condition)
        {
            // The value of 'when' is always quoted (CEP 43).
            brackets.Add(Pair("when", condition.ToString(), quoted: null));
        }

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                brackets.Add(Pair(key, value, ", \t='\"[]"));
            }
        }

        void AddList(string key, IEnumerable<string> values)
        {
            var joined = string.Join(',', values.Order(StringComparer.Ordinal));
            if (joined.Length > 0)
            {
                brackets.Add($"{key}=[{joined}]");
            }
        }
    }

    /// <summary>Whether channel, name, version and build say all that the URL says, as those of a file do.</summary>
    private static bool IsTold(MatchSpec spec) =>
        spec is { Channel: not null, Version.ExactVersion: not null, Build: not null, FileName: { } file, Url: { } url }
        && Uri.UnescapeDataString(url).EndsWith(file.Text, StringComparison.Ordinal);

    private static string? Joined(IReadOnlyCollection<string> values, char separator) =>
        values.Count == 0 ? null : string.Join(separator, values.Order(StringComparer.Ordinal));

    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="quoted">Characters that make quotes necessary; <see langword="null"/> for always.</param>
    private static string Pair(string key, string value, string? quoted)
    {
        if (quoted is not null && value.AsSpan().IndexOfAny(quoted) < 0 && !value.Any(char.IsWhiteSpace))
        {
            return $"{key}={value}";
        }

        var quote = value.Contains('\'', StringComparison.Ordinal) ? "\"" : "'";
        return $"{key}={quote}{value}{quote}";
    }
}
