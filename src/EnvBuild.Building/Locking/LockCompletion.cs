using System.Collections.Immutable;
using EnvBuild.Conda;
using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Locking;

/// <summary>
/// Fills in what a lock of another tool does not say, from the channels that its packages come from: SHA-256, sizes,
/// and what a package needs. Packages are found by their file name, and only taken if no hash of the lock says otherwise.
/// </summary>
internal sealed class LockCompletion(RepodataSource repodata, BuildSettings settings, IReporter reporter)
{
    private readonly List<string> _unknown = [];

    /// <summary>Files of packages that no channel told more of.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>Completes packages for which the lock lacks something.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="target">The definition, whose channels may hold credentials.</param>
    /// <param name="lacksMore">Whether the lock lacks something besides hashes for all its packages.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CondaLock> CompleteAsync(
        CondaLock locked, LockTarget target, bool lacksMore, CancellationToken cancellationToken)
    {
        var channels = ChannelsOf(target);
        var wanted = locked.Packages
            .Where(package => package.Manager == LockedPackage.CondaManager && (lacksMore || package.Sha256 is null))
            .GroupBy(package => (package.Platform, package.ChannelUrl));
        foreach (var group in wanted)
        {
            ImmutableArray<LockedPackage> packages = [.. group];
            var channel = FindChannel(channels, group.Key.ChannelUrl, target);
            var indexes = channel is null
                ? []
                : await LoadAsync(channel, group.Key.Platform, packages, cancellationToken).ConfigureAwait(false);
            locked = Complete(locked, group.Key.Platform, packages, indexes);
        }

        return locked;
    }

    private Dictionary<string, Channel> ChannelsOf(LockTarget target)
    {
        var context = settings.ChannelContextIn(target.Folder);
        var channels = new Dictionary<string, Channel>(StringComparer.Ordinal);
        foreach (var reference in target.Environment.EffectiveChannels)
        {
            if (Channel.TryParse(reference.Text, context, out var channel, out _))
            {
                channels[channel.BaseUrl] = channel;
            }
        }

        return channels;
    }

    private Channel? FindChannel(Dictionary<string, Channel> channels, string url, LockTarget target)
    {
        if (channels.TryGetValue(url, out var known))
        {
            return known;
        }

        var context = settings.ChannelContextIn(target.Folder);
        return url.Length > 0 && Channel.TryParse(url, context, out var channel, out _) ? channel : null;
    }

    private async Task<ImmutableArray<RepodataIndex>> LoadAsync(
        Channel channel, string platform, ImmutableArray<LockedPackage> packages, CancellationToken cancellationToken)
    {
        try
        {
            var names = RepodataNames.Only([.. packages.Select(package => package.Name).Distinct()]);
            var loaded = await repodata.LoadAsync([channel], platform, names, cancellationToken).ConfigureAwait(false);
            return loaded.Indexes;
        }
        catch (EnvBuildException exception)
        {
            reporter.Detail($"The channel {channel.Name} tells nothing of the lock's packages: {exception.Message}");
            return [];
        }
    }

    private CondaLock Complete(
        CondaLock locked,
        string platform,
        ImmutableArray<LockedPackage> packages,
        ImmutableArray<RepodataIndex> indexes)
    {
        var sizes = LockMetadata.ParseSizes(locked.CustomMetadata.GetValueOrDefault(LockMetadata.Sizes(platform)));
        var metadata = locked.CustomMetadata;
        var completed = new Dictionary<LockedPackage, LockedPackage>();
        foreach (var package in packages)
        {
            if (FindRecord(package, indexes) is not { } record)
            {
                _unknown.Add(package.FileName);
                continue;
            }

            completed[package] = package with
            {
                Sha256 = package.Sha256 ?? record.Sha256,
                Md5 = package.Md5 ?? record.Md5,
                Dependencies = package.Dependencies.IsEmpty
                    ? LockDependencies.Of(record.Depends)
                    : package.Dependencies,
            };
            sizes = record.Size is { } size ? sizes.SetItem(package.FileName, size) : sizes;
            metadata = record is { Name: "python", PythonSitePackagesPath: { } path }
                ? metadata.SetItem(LockMetadata.SitePackages(platform), path)
                : metadata;
        }

        return locked with
        {
            Packages = [.. locked.Packages.Select(package => completed.GetValueOrDefault(package, package))],
            CustomMetadata = sizes.IsEmpty
                ? metadata
                : metadata.SetItem(LockMetadata.Sizes(platform), LockMetadata.FormatSizes(sizes)),
        };
    }

    private static PackageRecord? FindRecord(LockedPackage package, ImmutableArray<RepodataIndex> indexes) => indexes
        .Where(index => index.Subdir == package.Subdir)
        .SelectMany(index => index.RecordsOf(package.Name))
        .FirstOrDefault(record => record.FileName == package.FileName
            && Agree(package.Sha256, record.Sha256)
            && Agree(package.Md5, record.Md5));

    private static bool Agree(string? locked, string? told) => locked is null || told is null || locked == told;
}
