using System.Collections.Immutable;

namespace EnvBuild.Conda;

/// <summary>Takes the text of a match spec apart, in the order in which conda does (CEP 29).</summary>
/// <param name="original">The text.</param>
internal sealed partial class MatchSpecParser(string original)
{
    private readonly List<string> _ignored = [];
    private MatchSpecError? _error;

    internal MatchSpec? Parse(out MatchSpecError? error)
    {
        var spec = ParseSpec();
        error = spec is null ? _error ?? new MatchSpecError(0, "it is not a match spec") : null;
        return spec;
    }

    private MatchSpec? ParseSpec()
    {
        var text = original.TrimEnd();
        if (text.AsSpan().IndexOfAnyInRange('\0', '\b') is >= 0 and var odd
            || (odd = text.AsSpan().IndexOfAnyInRange('\n', '\x1F')) >= 0)
        {
            return Fail(odd, "a control character cannot stand in it");
        }

        if (text.EndsWith('@') && text.Length > 1)
        {
            var feature = text[..^1].Trim().ToLowerInvariant();
            return feature.Length > 0 && !feature.AsSpan().ContainsAnyExcept(NameCharacters)
                ? Any with { TrackFeatures = [feature] }
                : Fail(0, "the name of a feature is missing, or cannot be read");
        }

        var body = CutTail(text);
        if (DistName.IsPackageFile(body.Trim()) && !body.Contains('[', StringComparison.Ordinal))
        {
            return ParseFile(body.Trim(), text[body.Length..]);
        }

        var spec = Any;
        List<MatchSpecBracket> brackets = [];
        if (!TryCutBrackets(ref body, ref spec, brackets))
        {
            return null;
        }

        body = CutParentheses(body);
        if (ParseChannel(ref body, spec) is not { } withChannel || ParseNameAndRest(body, withChannel) is not { } named)
        {
            return null;
        }

        foreach (var bracket in brackets)
        {
            if (ApplyBracket(named, bracket) is not { } applied)
            {
                return null;
            }

            named = applied;
        }

        return FindFault(named) is { } fault ? Fail(0, fault) : named with { Ignored = [.. _ignored] };
    }

    /// <summary>What no canonical text could be written of that is read as the same again.</summary>
    private static string? FindFault(MatchSpec spec) =>
        FindFileName(spec) is { } file ? $"'{file}' is the name of a file, not a version or build"
        : spec.Version?.ToString() is { } version
            && version.Contains('\'', StringComparison.Ordinal) && version.Contains('"', StringComparison.Ordinal)
            ? "a regular expression cannot hold both kinds of quotes"
        : null;

    private static string? FindFileName(MatchSpec spec)
    {
        foreach (var text in (ReadOnlySpan<string?>)[
            spec.Version?.ExactVersion?.Text, spec.Version?.Series?.Text, spec.Version?.ToString(), spec.Build?.Text])
        {
            if (text is not null && DistName.IsPackageFile(text))
            {
                return text;
            }
        }

        return null;
    }

    private static MatchSpec Any => new() { Name = "*", NamePattern = AnyText };

    private static StringPattern AnyText { get; } =
        StringPattern.TryParse("*", out var pattern, out _) ? pattern : throw new InvalidOperationException();

    /// <summary>Cuts comments and the condition behind <c> if </c>, which conda reads over.</summary>
    private string CutTail(string text)
    {
        var closed = text.LastIndexOf(']');
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && hash < closed && text[..hash].Contains('[', StringComparison.Ordinal))
        {
            hash = text.IndexOf('#', closed);
        }

        var body = hash < 0 ? text : text[..hash];
        var condition = body.IndexOf(" if ", StringComparison.Ordinal);
        if (condition > 0 && condition > body.LastIndexOf(']'))
        {
            _ignored.Add(body[condition..].Trim());
            body = body[..condition];
        }

        return body;
    }

    private bool TryCutBrackets(ref string body, ref MatchSpec spec, List<MatchSpecBracket> brackets)
    {
        var open = body.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : MatchSpecBracketParser.FindEnd(body, open);
        if (close > 0 && body.AsSpan(close + 1).StartsWith(":"))
        {
            // mamba writes the platform behind the channel: conda-forge[noarch]::tzdata.
            var subdir = body[(open + 1)..close];
            if (subdir.Length == 0 || subdir.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                return Fail(open, $"'{subdir}' is not a platform") is not null;
            }

            spec = spec with { Subdir = subdir };
            body = body[..open] + body[(close + 1)..];
            open = body.IndexOf('[', StringComparison.Ordinal);
            close = open < 0 ? -1 : MatchSpecBracketParser.FindEnd(body, open);
        }

        if (open < 0)
        {
            return true;
        }

        if (close < 0)
        {
            return Fail(open, "a '[' is not closed") is not null;
        }

        if (body[(close + 1)..].Contains('[', StringComparison.Ordinal))
        {
            return Fail(close + 1, "it has more than one pair of brackets") is not null;
        }

        if (MatchSpecBracketParser.Parse(body, open + 1, close, out _error) is not { } pairs)
        {
            return false;
        }

        brackets.AddRange(pairs);
        body = body[..open] + new string(' ', close + 1 - open) + body[(close + 1)..];
        return true;
    }

    /// <summary>Cuts <c>(optional)</c> and its like, an old form that conda still takes.</summary>
    private string CutParentheses(string body)
    {
        var open = body.IndexOf('(', StringComparison.Ordinal);
        var close = body.LastIndexOf(')');
        if (open < 0 || close < open || body.AsSpan().TrimStart().StartsWith('^')
            || (!body.AsSpan(open, close - open).Contains("optional", StringComparison.Ordinal)
                && !body.AsSpan(open, close - open).Contains("target=", StringComparison.Ordinal)))
        {
            return body;
        }

        _ignored.Add(body[open..(close + 1)]);
        return body[..open] + body[(close + 1)..];
    }

    private MatchSpec? ParseChannel(ref string body, MatchSpec spec)
    {
        var last = body.LastIndexOf(':');
        if (last < 0)
        {
            return spec;
        }

        var first = last == 0 ? -1 : body.LastIndexOf(':', last - 1);
        var space = body[(first + 1)..last].Trim();
        var channel = first < 0 ? "" : body[..first].Trim();
        body = new string(' ', last + 1) + body[(last + 1)..];
        spec = spec with { Namespace = space.Length == 0 ? null : space };
        return channel.Length == 0 ? spec : WithChannel(spec, channel, 0);
    }

    private MatchSpec? WithChannel(MatchSpec spec, string channel, int offset)
    {
        channel = channel.TrimEnd('/', ' ');
        var slash = channel.LastIndexOf('/');
        var subdir = slash >= 0 && Subdirs.IsKnown(channel[(slash + 1)..]) ? channel[(slash + 1)..] : null;
        var place = (subdir is null ? channel : channel[..slash]).TrimEnd('/', ' ');
        if (place.AsSpan().ContainsAnyExcept(ChannelCharacters))
        {
            return Fail(offset, $"'{channel}' is not a channel");
        }

        if (place == "defaults" || place.Contains('*', StringComparison.Ordinal) || ChannelText.IsRelativePath(place)
            || place.StartsWith("~/", StringComparison.Ordinal))
        {
            return spec with { Channel = place, Subdir = subdir ?? spec.Subdir };
        }

        if (!Conda.Channel.TryParse(place, null, out var parsed, out var reason))
        {
            return Fail(offset, $"the channel cannot be read: {reason}");
        }

        // The canonical text has the name in front of '::', where it must be read as the same channel.
        var isReadable = parsed.Name == place
            || (Conda.Channel.TryParse(parsed.Name, null, out var again, out _) && again.Name == parsed.Name
                && !parsed.Name.Contains("::", StringComparison.Ordinal));
        return isReadable && !place.Contains("::", StringComparison.Ordinal)
            ? spec with { Channel = parsed.Name, Subdir = subdir ?? spec.Subdir }
            : Fail(offset, $"'{channel}' is not a channel");
    }

    private MatchSpec? Fail(int offset, string reason)
    {
        _error ??= new MatchSpecError(offset, reason);
        return null;
    }
}
