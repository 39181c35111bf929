using System.Globalization;

namespace EnvBuild.Definitions;

/// <summary>The time up to which packages count, as people write it.</summary>
public static class TimeLimit
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ssK"];

    /// <summary>Reads a date, of which the whole day counts, or a time (RFC 3339); UTC where nothing else is said.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The last millisecond that counts, or the time, in UTC.</param>
    public static bool TryParse(string text, out DateTimeOffset limit)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", culture, Styles, out limit))
        {
            var isLast = limit.Date == DateTimeOffset.MaxValue.Date;
            limit = isLast ? DateTimeOffset.MaxValue : limit.AddDays(1).AddMilliseconds(-1);
            return true;
        }

        return DateTimeOffset.TryParseExact(text, Formats, culture, Styles, out limit);
    }
}
