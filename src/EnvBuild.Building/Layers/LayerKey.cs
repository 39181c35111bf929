using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EnvBuild.Conda.Linking;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Building.Layers;

/// <summary>Name under which a layer is kept: a hash of all that its bytes depend on.</summary>
internal static class LayerKey
{
    /// <summary>Raised whenever linking gives other bytes for the same package.</summary>
    private const int LinkVersion = 2;

    public static string For(IEnumerable<IPackageToLink> packages, LinkOptions options, LayerCompression compression)
    {
        var text = new StringBuilder();
        Append(text, "envbuild-layer");
        Append(text, LinkVersion.ToString(CultureInfo.InvariantCulture));
        Append(text, LayerWriter.FormatVersion.ToString(CultureInfo.InvariantCulture));
        Append(text, compression.ToString());
        Append(text, options.Prefix);
        Append(text, options.Platform);
        Append(text, options.Python?.Version ?? "");
        Append(text, options.Python?.SitePackages ?? "");
        foreach (var package in packages.OrderBy(package => package.Id, StringComparer.Ordinal))
        {
            foreach (var field in package.KeyFields)
            {
                Append(text, field);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // The length before each field keeps two fields from running into each other.
    private static void Append(StringBuilder text, string field) =>
        text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field}\n");
}
