using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EnvBuild.Conda;

internal sealed partial class MatchSpecParser
{
    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(" \t=<>!~");
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");
    private static readonly SearchValues<char> ChannelCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/\\:*~@!%+ ");

    private static readonly SearchValues<char> Operators = SearchValues.Create("=<>~,|");
    private static readonly SearchValues<char> NotInBuild = SearchValues.Create("-=,|<>~");

    private MatchSpec? ParseNameAndRest(string body, MatchSpec spec)
    {
        var start = body.Length - body.TrimStart().Length;
        var length = body.AsSpan(start).IndexOfAny(EndsOfName);
        var end = length < 0 ? body.Length : start + length;
        var name = body[start..end].ToLowerInvariant();
        if (name.Length == 0)
        {
            return Fail(start, "the name of a package is missing");
        }

        if (WithName(spec, name, start) is not { } named)
        {
            return null;
        }

        // 'numpy=' is 'numpy' for conda; other operators without a version are mistakes.
        var rest = body[end..].TrimEnd();
        return rest.Trim() is "" or "=" ? named : ParseVersionAndBuild(named, rest, end);
    }

    private MatchSpec? WithName(MatchSpec spec, string name, int offset)
    {
        if (DistName.IsPackageFile(name))
        {
            return Fail(offset, $"'{name}' is the name of a file, not of a package");
        }

        if (!name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return spec with { Name = name, NamePattern = null };
        }

        if (!name.StartsWith('^') && !GlobNameRegex().IsMatch(name))
        {
            var bad = name.First(character => !char.IsAsciiLetterOrDigit(character) && !"_.-*".Contains(character));
            return Fail(offset + name.IndexOf(bad, StringComparison.Ordinal), $"'{bad}' cannot stand in a name");
        }

        return StringPattern.TryParse(name, out var pattern, out var reason)
            ? spec with { Name = name, NamePattern = pattern }
            : Fail(offset, reason);
    }

    private MatchSpec? ParseVersionAndBuild(MatchSpec spec, string rest, int offset)
    {
        var start = rest.Length - rest.TrimStart().Length;
        var text = rest[start..];
        text = HasLooseBlanks(text) ? BlanksRegex().Replace(text, "$1") : text;
        var (version, build, isBlankSeparated) = SplitBuild(text);
        var isFuzzy = start > 0 && isBlankSeparated && version.StartsWith('=')
            && !version.StartsWith("==", StringComparison.Ordinal);
        var normal = isFuzzy ? version : NormalizeEquals(version, build);
        if (!VersionSpec.TryParse(normal, out var versions, out var error))
        {
            return Fail(offset + start, error.Reason);
        }

        spec = spec with { Version = versions.MatchesAll ? null : versions };
        if (build is null)
        {
            return spec;
        }

        if (build.AsSpan().ContainsAny(" '\"[]"))
        {
            return Fail(offset + start, $"'{build}' is not a build");
        }

        return StringPattern.TryParse(build, out var pattern, out var reason)
            ? spec with { Build = pattern.MatchesAll ? null : pattern }
            : Fail(offset + start + version.Length, reason);
    }

    private static bool HasLooseBlanks(string text)
    {
        for (var i = text.IndexOf(' ', StringComparison.Ordinal); i >= 0; i = text.IndexOf(' ', i + 1))
        {
            if (i == 0 || "=<>!~,|( ".Contains(text[i - 1]) || (i + 1 < text.Length && ",|)".Contains(text[i + 1])))
            {
                return true;
            }
        }

        return text.Contains('\t', StringComparison.Ordinal);
    }

    /// <summary>
    /// The build starts at the first blank or single <c>=</c> that stands behind a version and has no operator
    /// behind it.
    /// </summary>
    private static (string Version, string? Build, bool IsBlankSeparated) SplitBuild(string text)
    {
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] is not (' ' or '=') || "=!|,<>~".Contains(text[i - 1]))
            {
                continue;
            }

            var build = text.AsSpan(i + 1).Trim();
            if (!build.IsEmpty && build.IndexOfAny(NotInBuild) < 0)
            {
                return (text[..i].TrimEnd(), build.ToString(), text[i] == ' ');
            }
        }

        return (text, null, false);
    }

    /// <summary><c>=1.8</c> alone is the series, <c>=1.8=build</c> the version itself.</summary>
    private static string NormalizeEquals(string version, string? build)
    {
        if (!version.StartsWith('='))
        {
            return version;
        }

        if (version.StartsWith("==", StringComparison.Ordinal))
        {
            return build is null && !version.Contains(',', StringComparison.Ordinal) ? version[2..] : version;
        }

        var rest = version[1..];
        if (rest.AsSpan().ContainsAny(Operators))
        {
            return version;
        }

        return build is null && !rest.EndsWith('*') ? rest + ".*" : rest;
    }

    private MatchSpec? ApplyBracket(MatchSpec spec, MatchSpecBracket bracket)
    {
        var (key, value, offset, _) = bracket;
        if (value is null || key is "optional" or "target" or "name")
        {
            _ignored.Add(value is null ? key : $"{key}={value}");
            return spec;
        }

        if (key is "extras" or "flags")
        {
            return ApplyList(spec, bracket);
        }

        if (!bracket.Items.IsDefault)
        {
            return Fail(offset, $"'{key}' takes no list");
        }

        return key switch
        {
            "version" => VersionSpec.TryParse(value, out var version, out var error)
                ? spec with { Version = version.MatchesAll ? null : version }
                : Fail(offset + error.Offset, error.Reason),
            "build_number" => BuildNumberSpec.TryParse(value, out var number, out var reason)
                ? spec with { BuildNumber = number }
                : Fail(offset, reason),
            "channel" => WithChannel(spec, value, offset),
            "subdir" => value.AsSpan().ContainsAnyExcept(NameCharacters)
                ? Fail(offset, $"'{value}' is not a platform")
                : spec with { Subdir = value },
            "url" => spec with { Url = value },
            "md5" => spec with { Md5 = value },
            "sha256" => spec with { Sha256 = value },
            "track_features" => spec with { TrackFeatures = Words(value) },
            "when" => MatchCondition.TryParse(value, out var condition, out var conditionError)
                ? spec with { When = condition }
                : Fail(offset + conditionError.Offset, conditionError.Reason),
            _ => ApplyPattern(spec, key, value, offset),
        };
    }

    private MatchSpec? ApplyList(MatchSpec spec, MatchSpecBracket bracket)
    {
        var isFlags = bracket.Key == "flags";
        var (items, regex) = (
            bracket.Items.IsDefault ? [bracket.Value!] : bracket.Items, isFlags ? FlagRegex() : GroupRegex());
        if (items.FirstOrDefault(item => !regex.IsMatch(item)) is { } bad)
        {
            return Fail(bracket.Offset, $"'{bad}' is not the name of a {(isFlags ? "flag" : "group")}");
        }

        return isFlags
            ? spec with { Flags = [.. items.Select(StringPattern.OfGlob)] }
            : spec with { Extras = items };
    }

    private MatchSpec? ApplyPattern(MatchSpec spec, string key, string value, int offset)
    {
        if (key is not ("build" or "fn" or "license" or "license_family" or "features"))
        {
            return Fail(offset, $"'{key}' is not a field of a package");
        }

        var text = key is "license" or "license_family" ? value.ToLowerInvariant() : value;
        if (!StringPattern.TryParse(text, out var pattern, out var reason))
        {
            return Fail(offset, reason);
        }

        if (key == "features")
        {
            _ignored.Add($"features={value}");
        }

        return key switch
        {
            "build" => spec with { Build = pattern.MatchesAll ? null : pattern },
            "fn" => spec with { FileName = pattern },
            "license" => spec with { License = pattern },
            "license_family" => spec with { LicenseFamily = pattern },
            _ => spec,
        };
    }

    private static ImmutableArray<string> Words(string value) =>
        [.. value.Split([' ', ',', '[', ']', '\t'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>CEP 45.</summary>
    [GeneratedRegex(@"^[a-z0-9_*]+(:[a-z0-9_*]+)?\z")]
    private static partial Regex FlagRegex();

    /// <summary>CEP 44.</summary>
    [GeneratedRegex(@"^[a-z0-9_.+-]{1,64}\z")]
    private static partial Regex GroupRegex();

    [GeneratedRegex("^[a-z0-9_.*-]+$")]
    private static partial Regex GlobNameRegex();

    /// <summary>Blanks behind an operator and around a separator.</summary>
    [GeneratedRegex(@"(?:(?<=[=<>!~,|(])\s+|\s+(?=[,|)])|(\s)\s+)")]
    private static partial Regex BlanksRegex();
}
