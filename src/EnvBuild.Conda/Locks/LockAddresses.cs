namespace EnvBuild.Conda.Locks;

/// <summary>Addresses of packages that are paths.</summary>
public static class LockAddresses
{
    /// <summary>The same lock with addresses that hold in every folder.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="folder">Absolute folder that relative paths of the lock start at.</param>
    public static CondaLock Resolve(CondaLock locked, string folder)
    {
        ArgumentNullException.ThrowIfNull(locked);
        return locked with
        {
            Packages = [.. locked.Packages.Select(package => package with { Url = Resolve(package.Url, folder) })],
            Channels =
            [
                .. locked.Channels.Select(channel =>
                    channel.StartsWith('.') ? Resolve(channel, folder) : channel),
            ],
        };
    }

    /// <summary>A path as a <c>file://</c> URL; URLs stay as they are.</summary>
    /// <param name="address">A URL or a path.</param>
    /// <param name="folder">Absolute folder that relative paths start at.</param>
    public static string Resolve(string address, string folder)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsPath(address)
            ? new Uri(Path.GetFullPath(address.Replace('\\', Path.DirectorySeparatorChar), folder)).AbsoluteUri
            : address;
    }

    /// <summary>
    /// A <c>file://</c> URL below a folder as a path that starts there, so that both can move; others stay as they are.
    /// </summary>
    /// <param name="address">A URL or a path.</param>
    /// <param name="folder">Absolute folder.</param>
    public static string Relate(string address, string folder)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(folder);
        var start = new Uri(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar).AbsoluteUri;
        return address.StartsWith(start, StringComparison.Ordinal) ? $"./{address[start.Length..]}" : address;
    }

    /// <summary>Whether an address is a path that starts at the folder of the definition.</summary>
    /// <param name="address">A URL or a path.</param>
    public static bool IsRelative(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsPath(address) && !Path.IsPathFullyQualified(address);
    }

    // Requirements of pip name their version control in front of the URL: git+https://…
    private static bool IsPath(string address) => !address.Contains("://", StringComparison.Ordinal);
}
