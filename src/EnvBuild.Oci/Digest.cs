using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci;

/// <summary>
/// SHA-256 of some bytes, <c>sha256:</c> and 64 lower-case hexadecimal digits (OCI image-spec, descriptor.md, Digests).
/// Digests become file names, so nothing else can be held.
/// </summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    /// <summary>The 64 hexadecimal digits.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public string Hex => _hex ?? throw new InvalidOperationException("The digest was never set.");

    /// <summary>Digest of bytes.</summary>
    /// <param name="content">The bytes.</param>
    public static Digest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Digest with the given SHA-256.</summary>
    /// <param name="hash">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => hash.Length == SHA256.HashSizeInBytes
        ? new Digest(Convert.ToHexStringLower(hash))
        : throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(hash));

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Digest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new FormatException($"'{text}' is not 'sha256:' followed by 64 lower-case hexadecimal digits.");

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="digest">The digest.</param>
    /// <returns>Whether the text is a digest.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        return text is not null
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && TryParseHex(text[Prefix.Length..], out digest);
    }

    /// <summary>Reads the 64 lower-case hexadecimal digits alone.</summary>
    /// <param name="hex">The text.</param>
    /// <param name="digest">The digest.</param>
    /// <returns>Whether the text is a digest.</returns>
    public static bool TryParseHex([NotNullWhen(true)] string? hex, out Digest digest)
    {
        var valid = hex is { Length: HexLength } && hex.AsSpan().IndexOfAnyExcept(HexDigits) < 0;
        digest = valid ? new Digest(hex!) : default;
        return valid;
    }

    /// <summary><c>sha256:…</c>.</summary>
    public override string ToString() => Prefix + Hex;
}
