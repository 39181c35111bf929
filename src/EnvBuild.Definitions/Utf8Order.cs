using System.Text;

namespace EnvBuild.Definitions;

/// <summary>
/// Order of texts by their UTF-8 bytes, which is that of their code points; UTF-16 order differs beyond U+FFFF.
/// </summary>
internal static class Utf8Order
{
    public static Comparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string left, string right)
    {
        return Ascii.IsValid(left) && Ascii.IsValid(right)
            ? string.CompareOrdinal(left, right)
            : Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
    }
}
