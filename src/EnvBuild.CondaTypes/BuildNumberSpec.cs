using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EnvBuild.Conda;

/// <summary>A set of build numbers: <c>3</c>, <c>&gt;=6</c>, or a pattern on its digits (CEP 29).</summary>
public sealed class BuildNumberSpec
{
    private readonly string _sign;
    private readonly long _number;
    private readonly StringPattern? _pattern;

    private BuildNumberSpec(string text, string sign, long number, StringPattern? pattern)
    {
        Text = text;
        _sign = sign;
        _number = number;
        _pattern = pattern;
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a set of build numbers.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spec">The set, if it can be read.</param>
    /// <param name="reason">Why it cannot.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out BuildNumberSpec? spec, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        (spec, reason) = (null, null);
        var trimmed = text.Trim();
        var length = trimmed.AsSpan().IndexOfAnyExcept("=<>!");
        var sign = length < 0 ? trimmed : trimmed[..length];
        var rest = length < 0 ? "" : trimmed[length..].Trim();
        if (sign is not ("" or "=" or "==" or "!=" or "<" or "<=" or ">" or ">="))
        {
            reason = $"'{sign}' is not an operator";
        }
        else if (long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            spec = new BuildNumberSpec(trimmed, sign, number, null);
        }
        else if (sign.Length > 0 || rest.AsSpan().IndexOfAny("*^") < 0)
        {
            reason = $"'{text}' is not a build number";
        }
        else if (StringPattern.TryParse(rest, out var pattern, out reason))
        {
            spec = new BuildNumberSpec(trimmed, sign, 0, pattern);
        }

        return spec is not null;
    }

    /// <summary>Whether a build number is in the set.</summary>
    /// <param name="buildNumber">The build number.</param>
    public bool Matches(long buildNumber) => _pattern is not null
        ? _pattern.Matches(buildNumber.ToString(CultureInfo.InvariantCulture))
        : _sign switch
        {
            "!=" => buildNumber != _number,
            "<" => buildNumber < _number,
            "<=" => buildNumber <= _number,
            ">" => buildNumber > _number,
            ">=" => buildNumber >= _number,
            _ => buildNumber == _number,
        };

    /// <summary>The text as it was written.</summary>
    public override string ToString() => Text;
}
