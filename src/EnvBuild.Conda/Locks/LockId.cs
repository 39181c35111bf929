using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Conda.Locks;

/// <summary>Identity of what a lock chose for a platform (<c>docs/lock.md</c>).</summary>
public static class LockId
{
    /// <summary>SHA-256 over the packages with their hashes, the base image and the layout of images.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="platform">Conda platform.</param>
    /// <param name="layoutVersion">Version of the layout of images.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Compute(CondaLock locked, string platform, int layoutVersion)
    {
        ArgumentNullException.ThrowIfNull(locked);
        var text = new StringBuilder();
        Append(text, "envbuild-lock-1");
        Append(text, layoutVersion.ToString(CultureInfo.InvariantCulture));
        Append(text, platform);
        Append(text, locked.CustomMetadata.GetValueOrDefault(LockMetadata.Base(platform), "scratch"));
        Append(text, locked.CustomMetadata.GetValueOrDefault(LockMetadata.SitePackages(platform), ""));
        if (locked.CustomMetadata.TryGetValue(LockMetadata.DirectUrls(platform), out var direct))
        {
            Append(text, direct);
        }

        var packages = locked.PackagesOf(platform)
            .OrderBy(package => package.Manager, StringComparer.Ordinal)
            .ThenBy(package => package.Name, StringComparer.Ordinal)
            .ThenBy(package => package.Url, StringComparer.Ordinal);
        foreach (var package in packages)
        {
            Append(text, package.Manager);
            Append(text, package.Name);
            Append(text, package.Version);
            Append(text, package.Url);
            Append(text, package.Sha256 ?? "");
            Append(text, package.Md5 ?? "");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Length in UTF-8 bytes, so that no two fields run into each other.
    private static void Append(StringBuilder text, string field) =>
        text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}\n");
}
