using System.Collections.Immutable;
using System.Security.Cryptography;

namespace EnvBuild.Python.Indexes;

/// <summary>Digest algorithms that an index may name (PEP 503: those of Python's <c>hashlib</c>; pip's list).</summary>
public static class HashNames
{
    /// <summary>The strongest first.</summary>
    public static ImmutableArray<string> Supported { get; } = ["sha512", "sha384", "sha256", "sha224", "sha1", "md5"];

    internal static ImmutableSortedDictionary<string, string> None { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Digest of a content in hex; <see langword="null"/> for an algorithm that is not at hand.</summary>
    internal static string? Compute(string algorithm, byte[] content) => algorithm switch
    {
        "sha512" => Convert.ToHexStringLower(SHA512.HashData(content)),
        "sha384" => Convert.ToHexStringLower(SHA384.HashData(content)),
        "sha256" => Convert.ToHexStringLower(SHA256.HashData(content)),
        _ => null,
    };

    /// <summary>Digests of the supported algorithms, in lower case.</summary>
    internal static ImmutableSortedDictionary<string, string> Select(
        IEnumerable<KeyValuePair<string, string>> hashes) =>
        None.SetItems(
            hashes
                .Where(hash => Supported.Contains(hash.Key, StringComparer.Ordinal))
                .Select(hash => KeyValuePair.Create(hash.Key, hash.Value.ToLowerInvariant())));

    /// <summary>The first <c>name=digest</c> of a fragment, as pip reads it (PEP 503).</summary>
    internal static ImmutableSortedDictionary<string, string> OfFragment(string fragment) =>
        None.AddRange(
            fragment.TrimStart('#').Split('&').Select(Pair).SelectMany(pair => Select([pair])).Take(1));

    /// <summary>Splits <c>name=digest</c>; without <c>=</c> the digest is empty.</summary>
    internal static KeyValuePair<string, string> Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? KeyValuePair.Create(text, "")
            : KeyValuePair.Create(text[..equals], text[(equals + 1)..]);
    }
}
