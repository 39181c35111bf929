using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Building.Layers;

/// <summary>A locked conda package on its way into a layer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, for the image's history.</param>
/// <param name="Source">Where to fetch it.</param>
/// <param name="RecordedUrl">Address as the lock has it: part of the image, so never a place of this machine.</param>
/// <param name="RecordedChannel">Channel as the lock has it.</param>
/// <param name="Sha256">SHA-256 of the archive.</param>
/// <param name="Subdir">Folder of the channel: a platform or <c>noarch</c>.</param>
/// <param name="Size">Size of the archive in bytes; 0 if unknown.</param>
internal sealed record PackageToLink(
    string Name,
    string Version,
    PackageSource Source,
    string RecordedUrl,
    string RecordedChannel,
    string Sha256,
    string Subdir,
    long Size) : IPackageToLink
{
    /// <summary>Id that stays over versions, for the grouping of layers.</summary>
    public string Id => $"conda:{Name}";

    /// <summary><c>name-version-build</c>.</summary>
    public string Stem { get; } = Path.GetFileNameWithoutExtension(
        Source.FileName.Replace(".tar.bz2", ".conda", StringComparison.Ordinal));

    public bool StandsAlone => false;

    public IEnumerable<string> KeyFields => [Source.FileName, Sha256, RecordedUrl, RecordedChannel];

    /// <summary>The package in the words of conda's history.</summary>
    public string Distribution => $"{RecordedChannel}/{Subdir}::{Stem}";

    public async Task<OpenPackage> OpenAsync(
        FetchedPackage fetched, LinkOptions options, CancellationToken cancellationToken)
    {
        var archive = await PackageArchive.OpenAsync(fetched.Path, cancellationToken).ConfigureAwait(false);
        try
        {
            var origin = new PackageOrigin(
                RecordedUrl, RecordedChannel, Source.FileName, fetched.Sha256, fetched.Md5, fetched.Size);
            var linked = await PackageLinker.LinkAsync(archive, origin, options, cancellationToken).ConfigureAwait(false);
            return new OpenPackage(
                Id,
                linked.ToContents(),
                [.. linked.Entries.Select(entry => KeyValuePair.Create(entry.Path, LinkedLayerEntry.From(entry, options.Prefix)))],
                linked.Diagnostics,
                archive);
        }
        catch
        {
            await archive.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
