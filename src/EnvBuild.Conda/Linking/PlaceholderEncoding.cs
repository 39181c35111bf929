using System.Collections.Immutable;
using System.Text;

namespace EnvBuild.Conda.Linking;

/// <summary>Placeholder and prefix in one of the encodings in which conda looks for them.</summary>
/// <param name="Placeholder">What to find.</param>
/// <param name="Prefix">What to put there.</param>
/// <param name="Terminator">NUL in this encoding.</param>
internal sealed record PlaceholderEncoding(byte[] Placeholder, byte[] Prefix, byte[] Terminator)
{
    private static readonly ImmutableArray<Encoding> Encodings =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        new UTF32Encoding(bigEndian: false, byteOrderMark: false),
        new UTF32Encoding(bigEndian: true, byteOrderMark: false),
    ];

    /// <summary>The encodings in the order of conda; each finds what the one before left behind.</summary>
    public static ImmutableArray<PlaceholderEncoding> All(string placeholder, string prefix) =>
    [
        .. Encodings.Select(encoding => new PlaceholderEncoding(
            encoding.GetBytes(placeholder), encoding.GetBytes(prefix), encoding.GetBytes("\0"))),
    ];
}
