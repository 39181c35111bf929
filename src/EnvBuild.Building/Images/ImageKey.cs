using System.Security.Cryptography;
using System.Text;
using EnvBuild.Oci.Images;

namespace EnvBuild.Building.Images;

/// <summary>Name under which a finished image is found again: a hash of all that it depends on.</summary>
internal static class ImageKey
{
    public static string For(ImageIdentity identity, ImageSettings settings, PostLinkScripts scripts)
    {
        string[] fields =
        [
            "envbuild-image-1",
            identity.Lock,
            identity.Platform,
            .. settings.Variables.SelectMany(pair => (string[])["variable", pair.Key, pair.Value]),
            .. settings.Labels.SelectMany(pair => (string[])["label", pair.Key, pair.Value]),
            .. settings.PathFolders.SelectMany(folder => (string[])["path", folder]),
            .. scripts == PostLinkScripts.Skip ? (string[])["post-link-scripts", "skipped"] : [],
            .. settings.Command.IsDefault ? [] : settings.Command.SelectMany(word => (string[])["command", word]),
        ];
        var text = string.Concat(fields.Select(field => $"{field.Length}:{field}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
