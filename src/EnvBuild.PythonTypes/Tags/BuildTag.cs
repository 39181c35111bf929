using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace EnvBuild.Python.Tags;

/// <summary>Build tag of a wheel (PEP 427): of wheels that are otherwise alike, the greatest is taken.</summary>
/// <param name="Number">Number at its start.</param>
/// <param name="Suffix">What follows the number.</param>
[SuppressMessage("Design", "CA1036", Justification = "Only sorting needs the order.")]
public sealed partial record BuildTag(BigInteger Number, string Suffix) : IComparable<BuildTag>
{
    /// <summary>Reads a build tag.</summary>
    /// <param name="text">Text that starts with a digit.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>Whether the text is a build tag.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out BuildTag? tag)
    {
        var match = TagRegex().Match(text);
        tag = match.Success
            ? new BuildTag(BigInteger.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value)
            : null;
        return tag is not null;
    }

    /// <summary>By number, then by the characters of the suffix.</summary>
    /// <param name="other">Another tag; none comes first.</param>
    public int CompareTo(BuildTag? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byNumber = Number.CompareTo(other.Number);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(Suffix, other.Suffix);
    }

    /// <summary>The tag as in a file name.</summary>
    public override string ToString() => $"{Number}{Suffix}";

    [GeneratedRegex(@"^([0-9]+)(.*)\z")]
    private static partial Regex TagRegex();
}
