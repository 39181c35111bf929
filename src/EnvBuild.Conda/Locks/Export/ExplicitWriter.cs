using System.Text;

namespace EnvBuild.Conda.Locks.Export;

/// <summary>Writes <c>@EXPLICIT</c> lists (CEP 23). Equal locks give equal bytes.</summary>
public static class ExplicitWriter
{
    /// <summary>
    /// The packages of a platform in the order of their installation, each with its SHA-256, or its MD5 where the lock
    /// has no other. Packages of pip follow in the comments that conda-lock reads.
    /// </summary>
    /// <param name="locked">The lock.</param>
    /// <param name="platform">Conda platform.</param>
    /// <returns>Text of the file, with a final line feed.</returns>
    public static string Write(CondaLock locked, string platform)
    {
        ArgumentNullException.ThrowIfNull(locked);
        var text = new StringBuilder()
            .Append("# This file may be used to create an environment using:\n")
            .Append("# $ conda create --name <env> --file <this file>\n")
            .Append("# platform: ").Append(platform).Append('\n')
            .Append("@EXPLICIT\n");
        var packages = locked.PackagesOf(platform).ToLookup(package => package.Manager);
        foreach (var package in InstallationOrder.Sort(packages[LockedPackage.CondaManager]))
        {
            text.Append(AddressOf(package)).Append(HashOf(package)).Append('\n');
        }

        foreach (var package in InstallationOrder.Sort(packages[LockedPackage.PipManager]))
        {
            text.Append("# pip ").Append(package.Name).Append(" @ ").Append(ChannelText.Redact(package.Url));
            text.Append(package.Sha256 is null ? "" : $" --hash=sha256:{package.Sha256}").Append('\n');
        }

        return text.ToString();
    }

    // What stands behind '#' is the hash.
    private static string AddressOf(LockedPackage package)
    {
        var url = ChannelText.Redact(package.Url);
        var end = url.AsSpan().IndexOfAny('#', '?');
        return end < 0 ? url : url[..end];
    }

    private static string HashOf(LockedPackage package) => package switch
    {
        { Sha256: { } sha256 } => $"#sha256:{sha256}",
        { Md5: { } md5 } => $"#{md5}",
        _ => "",
    };
}
