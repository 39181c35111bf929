using System.Collections.Immutable;
using EnvBuild.Building.Bases;
using EnvBuild.Building.Pip;
using EnvBuild.Conda;
using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Locking;

/// <summary>Chooses packages and identifies the base image, for one platform after the other.</summary>
internal sealed class LockMaker(
    BlobStore store,
    BaseFinder bases,
    MachineConnections connections,
    CondaSolver solver,
    WheelChooser wheels,
    BuildSettings settings,
    IReporter reporter)
{
    private const string LibcPackage = "__glibc";
    private const string LibcOverride = "CONDA_OVERRIDE_GLIBC";
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>What solving said besides errors.</summary>
    public IReadOnlyList<Diagnostic> Warnings => [.. _warnings, .. wheels.Warnings];

    /// <summary>Makes a lock for the wanted platforms.</summary>
    /// <exception cref="EnvBuildException">There is no solution, or the base image cannot be read.</exception>
    public async Task<CondaLock> MakeAsync(LockTarget target, CancellationToken cancellationToken)
    {
        var context = settings.ChannelContextIn(target.Folder);
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        metadata[LockMetadata.Fingerprint] = target.Fingerprint;
        var packages = ImmutableArray.CreateBuilder<LockedPackage>();
        foreach (var platform in target.Platforms)
        {
            var glibc = await OpenBaseAsync(target, platform, metadata, cancellationToken).ConfigureAwait(false);
            var conda = (await SolveAsync(target, platform, glibc, context, metadata, cancellationToken)
                .ConfigureAwait(false)).ToList();
            packages.AddRange(conda);
            if (target.Environment is { PackagesManagedBy: PackagesManagedBy.System, Pip.Requirements.IsEmpty: false })
            {
                packages.AddRange(await wheels.ChooseAsync(target, platform, conda, metadata, cancellationToken)
                    .ConfigureAwait(false));
            }
        }

        return new CondaLock
        {
            Platforms = target.Platforms,
            Channels = [.. target.Environment.EffectiveChannels.Select(channel => ChannelText.Redact(channel.Text))],
            Sources = [Path.GetFileName(target.Environment.Path)],
            ContentHashes = target.Platforms.ToImmutableSortedDictionary(platform => platform, _ => target.Fingerprint, StringComparer.Ordinal),
            CustomMetadata = metadata.ToImmutable(),
            Packages = packages.DrainToImmutable(),
        };
    }

    /// <summary>Adds what a lock of another tool does not say: the base image, and whose it is.</summary>
    public async Task<CondaLock> CompleteAsync(
        CondaLock foreign,
        LockTarget target,
        CancellationToken cancellationToken)
    {
        var metadata = foreign.CustomMetadata.SetItem(LockMetadata.Fingerprint, target.Fingerprint);
        foreach (var platform in target.Platforms)
        {
            if (await bases.IdentifyAsync(target, platform, cancellationToken).ConfigureAwait(false) is { } digest)
            {
                metadata = metadata.SetItem(LockMetadata.Base(platform), digest);
            }
        }

        return foreign with { CustomMetadata = metadata };
    }

    // The base says which C library the packages will find.
    private async Task<string?> OpenBaseAsync(
        LockTarget target,
        string platform,
        ImmutableSortedDictionary<string, string>.Builder metadata,
        CancellationToken cancellationToken)
    {
        var environment = target.Environment;
        var reference = environment.Base;
        if (reference.Kind == Definitions.BaseKind.Scratch)
        {
            return null;
        }

        var opened = await bases.FindAsync(target, platform, cancellationToken).ConfigureAwait(false);
        if (opened is not null)
        {
            metadata[LockMetadata.Base(platform)] = opened.Digest.ToString()!;
        }

        if (environment.CondaPackages.IsEmpty
            || environment.VirtualPackages.ContainsKey(LibcPackage)
            || settings.VirtualPackageOverrides.ContainsKey(LibcOverride))
        {
            return null;
        }

        var glibc = opened is null
            ? null
            : await Places.AtBaseAsync(
                environment,
                () => BaseLibc.FindVersionAsync(store, opened, connections, cancellationToken)).ConfigureAwait(false);
        if (glibc is not null)
        {
            reporter.Detail($"The base image {reference.Text} has the GNU C library {glibc}");
        }
        else
        {
            _warnings.Add(DiagnosticCatalog.LibcUnknown.At(
                reference.Location ?? environment.Build?.Location, reference.Text, VirtualPackageSet.AssumedGlibc));
        }

        return glibc;
    }

    private async Task<IEnumerable<LockedPackage>> SolveAsync(
        LockTarget target,
        string platform,
        string? glibc,
        ChannelContext context,
        ImmutableSortedDictionary<string, string>.Builder metadata,
        CancellationToken cancellationToken)
    {
        var environment = target.Environment;
        if (environment.CondaPackages.IsEmpty || environment.PackagesManagedBy == PackagesManagedBy.User)
        {
            return [];
        }

        var virtualPackages = VirtualPackageSet.ForTarget(
            platform,
            glibc,
            requested: environment.VirtualPackages.Select(pair => VirtualPackage.Parse($"{pair.Key}={pair.Value}")),
            overrides: settings.VirtualPackageOverrides);
        var request = new SolveRequest
        {
            Specs = [.. environment.CondaPackages.Select(package => new RequestedSpec(package.Spec, package.Location, package.Text))],
            Channels = [.. environment.EffectiveChannels.SelectMany(channel => Channel.Expand(channel.Text, context, platform))],
            ChannelContext = context,
            Platform = platform,
            VirtualPackages = virtualPackages,
            ChannelPriority = environment.ChannelPriority ?? ChannelPriority.Strict,
            ExcludeNewer = environment.ExcludeNewer,
            Constraints = [.. environment.PinnedPackages.Select(pin => new RequestedSpec(pin.Spec, pin.Location, pin.Text))],
        };
        reporter.Detail($"Solving {environment.CondaPackages.Length} match specs for {platform}");
        var result = await Places
            .AtChannelsAsync(environment, context, () => solver.SolveAsync(request, cancellationToken))
            .ConfigureAwait(false);
        if (!result.IsSolved)
        {
            throw new EnvBuildException(result.Diagnostics);
        }

        _warnings.AddRange(result.Diagnostics);
        metadata[LockMetadata.VirtualPackages(platform)] = string.Join(' ', virtualPackages);
        metadata[LockMetadata.Sizes(platform)] = LockMetadata.FormatSizes(
            result.Packages.Where(record => record.Size is not null)
                .Select(record => KeyValuePair.Create(record.FileName, record.Size!.Value)));
        if (result.Packages.FirstOrDefault(record => record is { Name: "python", PythonSitePackagesPath: not null }) is { } python)
        {
            metadata[LockMetadata.SitePackages(platform)] = python.PythonSitePackagesPath!;
        }

        return result.Packages.Select(record => LockedPackages.From(record, platform, request.Channels));
    }
}
