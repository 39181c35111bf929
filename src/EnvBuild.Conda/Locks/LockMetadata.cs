using System.Collections.Immutable;
using System.Globalization;

namespace EnvBuild.Conda.Locks;

/// <summary>Our own texts in <c>metadata.custom_metadata</c>, which holds texts alone.</summary>
public static class LockMetadata
{
    private const string Prefix = "envbuild.";

    /// <summary>Fingerprint of the definition.</summary>
    public const string Fingerprint = Prefix + "fingerprint";

    /// <summary>Key of the base image's identity for a platform; absent for scratch.</summary>
    /// <param name="platform">Conda platform.</param>
    public static string Base(string platform) => $"{Prefix}base.{platform}";

    /// <summary>
    /// Key of the virtual packages that a platform was solved for: match specs, a blank between them.
    /// </summary>
    /// <param name="platform">Conda platform.</param>
    public static string VirtualPackages(string platform) => $"{Prefix}virtual-packages.{platform}";

    /// <summary>Key of the site-packages path, where python says one (CEP 17).</summary>
    /// <param name="platform">Conda platform.</param>
    public static string SitePackages(string platform) => $"{Prefix}site-packages.{platform}";

    /// <summary>Key of the sizes of package files in bytes: <c>file=size</c>, a blank between them.</summary>
    /// <param name="platform">Conda platform.</param>
    public static string Sizes(string platform) => $"{Prefix}sizes.{platform}";

    /// <summary>
    /// Key of the names of pip packages whose address the definition gives (PEP 610), a blank between them; absent for none.
    /// </summary>
    /// <param name="platform">Conda platform.</param>
    public static string DirectUrls(string platform) => $"{Prefix}direct-urls.{platform}";

    /// <summary>All keys that belong to a platform.</summary>
    /// <param name="platform">Conda platform.</param>
    public static IEnumerable<string> KeysOf(string platform) =>
        [Base(platform), VirtualPackages(platform), SitePackages(platform), Sizes(platform), DirectUrls(platform)];

    /// <summary>Text for <see cref="Sizes"/>.</summary>
    /// <param name="sizes">Size in bytes by file name.</param>
    public static string FormatSizes(IEnumerable<KeyValuePair<string, long>> sizes) => string.Join(
        ' ',
        sizes.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    /// <summary>
    /// Sizes in bytes by file name, from the text of <see cref="Sizes"/>; what is not of that form is left out.
    /// </summary>
    /// <param name="text">The text; <see langword="null"/> for none.</param>
    public static ImmutableDictionary<string, long> ParseSizes(string? text)
    {
        var sizes = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var culture = CultureInfo.InvariantCulture;
        foreach (var pair in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.LastIndexOf('=');
            if (equals > 0 && long.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, culture, out var size))
            {
                sizes[pair[..equals]] = size;
            }
        }

        return sizes.ToImmutable();
    }
}
