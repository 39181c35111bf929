using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Conda.Fetching;

/// <summary>Where an archive is kept: found by its hash, under its own name.</summary>
/// <param name="Folder">Absolute folder of this archive alone.</param>
/// <param name="FileName">Name of the archive file.</param>
internal sealed record PackageCachePlace(string Folder, string FileName)
{
    /// <summary>The complete, checked archive.</summary>
    public string Path => System.IO.Path.Combine(Folder, FileName);

    /// <summary>What has been downloaded so far.</summary>
    public string PartialPath => Path + ".partial";

    /// <summary>Held by the process that downloads.</summary>
    public string LockPath => Path + ".lock";

    public static PackageCachePlace Of(string cacheFolder, PackageSource source)
    {
        var key = source.Sha256?.ToLowerInvariant()
            ?? (source.Md5 is { } md5
                ? "md5-" + md5.ToLowerInvariant()
                : "url-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Url))));
        return new PackageCachePlace(System.IO.Path.Combine(cacheFolder, "packages", key), source.FileName);
    }
}
