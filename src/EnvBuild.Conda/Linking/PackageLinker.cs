using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>
/// Turns a package archive into the paths that it has in a prefix, as conda links it (CEP 32, CEP 34).
/// </summary>
public static class PackageLinker
{
    /// <summary>Links a package. The result depends on nothing but the arguments.</summary>
    /// <param name="archive">The package; stays open while the entries are read.</param>
    /// <param name="origin">Where it comes from, for its record in <c>conda-meta</c>.</param>
    /// <param name="options">Prefix, platform and python.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvBuildException">The package breaks the rules or does not fit the environment.</exception>
    public static Task<LinkedPackage> LinkAsync(
        PackageArchive archive,
        PackageOrigin origin,
        LinkOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(options);
        CheckPrefix(options.Prefix);
        if (!options.Platform.StartsWith("linux-", StringComparison.Ordinal))
        {
            throw DiagnosticCatalog.PlatformUnsupported.Exception(null, archive.FileName, options.Platform);
        }

        return Task.Run(() => new PackageLink(archive, origin, options, cancellationToken).Run(), cancellationToken);
    }

    private static void CheckPrefix(string prefix)
    {
        var fault = !prefix.StartsWith('/') ? "is not absolute"
            : prefix.Contains('\n', StringComparison.Ordinal) ? "contains a line end"
            : ArchivePath.FindFault(prefix.AsSpan(1));
        if (fault is not null)
        {
            throw DiagnosticCatalog.PrefixInvalid.Exception(null, prefix, fault);
        }
    }
}
