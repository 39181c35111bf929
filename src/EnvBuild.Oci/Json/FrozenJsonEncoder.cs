using System.Text;
using System.Text.Encodings.Web;

namespace EnvBuild.Oci.Json;

/// <summary>
/// Escapes only what RFC 8259 section 7 demands. The framework's encoders escape by Unicode tables that change between
/// its versions, and with them the digests of manifests would change.
/// </summary>
internal sealed class FrozenJsonEncoder : JavaScriptEncoder
{
    private const int EscapeLength = 6;

    public static FrozenJsonEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => EscapeLength;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (WillEncode(text[i]) || char.IsSurrogate(text[i]))
            {
                // Surrogates go through Rune decoding by the caller, which replaces lone ones.
                return i;
            }
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        var rune = new Rune(unicodeScalar);
        if (!WillEncode(unicodeScalar))
        {
            return rune.TryEncodeToUtf16(target, out numberOfCharactersWritten);
        }

        return target.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten);
    }
}
