using System.Text;
using System.Text.RegularExpressions;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>
/// The rules of replacing a prefix (CEP 34, as conda carries them out) in their plainest form, one encoding after the
/// other over the whole file: slow, without windows and pieces, and therefore easy to check by eye.
/// </summary>
internal static class PlainReplacement
{
    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(false),
        new UnicodeEncoding(false, false),
        new UnicodeEncoding(true, false),
        new UTF32Encoding(false, false),
        new UTF32Encoding(true, false),
    ];

    /// <summary>Files are texts with one character for each byte.</summary>
    public static string InBinary(string file, string placeholder, string prefix)
    {
        foreach (var encoding in Encodings)
        {
            var (find, put, zero) = (Bytes(placeholder), Bytes(prefix), Bytes("\0"));
            var text = $"{Regex.Escape(find)}(?:(?!{zero}).)*{zero}";
            file = Regex.Replace(file, text, Replace, RegexOptions.Singleline);

            string Replace(Match match)
            {
                var parts = match.Value.Split(find);
                return string.Join(put, parts) + new string('\0', (parts.Length - 1) * (find.Length - put.Length));
            }

            string Bytes(string chars) => Encoding.Latin1.GetString(encoding.GetBytes(chars));
        }

        return file;
    }

    public static string InText(string file, string placeholder, string prefix) => Encodings.Aggregate(
        file,
        (text, encoding) => text.Replace(
            Encoding.Latin1.GetString(encoding.GetBytes(placeholder)),
            Encoding.Latin1.GetString(encoding.GetBytes(prefix)),
            StringComparison.Ordinal));
}
