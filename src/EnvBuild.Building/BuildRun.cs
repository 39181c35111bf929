using System.Collections.Immutable;
using EnvBuild.Building.Bases;
using EnvBuild.Building.Images;
using EnvBuild.Building.Locking;
using EnvBuild.Building.Pip;
using EnvBuild.Building.Scripts;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Solve;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;

namespace EnvBuild.Building;

/// <summary>One build: from the lock to the images that are registered.</summary>
internal sealed class BuildRun : IDisposable
{
    private readonly BlobStore _store;
    private readonly IReporter _reporter;
    private readonly CondaSolver _solver;
    private readonly LockMaker _maker;
    private readonly LockResolver _resolver;
    private readonly LockImporter _importer;
    private readonly ImageBuilder _images;
    private readonly Registration _registration;
    private readonly MachineConnections _connections;
    private readonly WarningReporter _ofConnections;

    public BuildRun(BuildSettings settings, Workspace workspace, HttpClient httpClient, IReporter reporter)
    {
        _store = workspace.Store;
        _reporter = reporter;
        _ofConnections = new WarningReporter(reporter);
        var repodata = CreateRepodata(settings, httpClient, reporter);
        _solver = new CondaSolver(repodata, reporter);
        _connections = new MachineConnections(settings, _ofConnections);
        var bases = new BaseFinder(_store, _connections);
        var fetcher = new PackageFetcher(
            httpClient, Path.Combine(settings.CacheFolder, "packages"), reporter, settings.EffectiveFetching);
        var documents = new DocumentClient(
            httpClient, Path.Combine(settings.CacheFolder, "pip"), settings.EffectiveFetching, reporter);
        var wheels = new WheelChooser(documents, fetcher, settings, reporter);
        _maker = new LockMaker(_store, bases, _connections, _solver, wheels, settings, reporter);
        _importer = new LockImporter(_maker, new LockCompletion(repodata, settings, reporter));
        _resolver = new LockResolver(workspace, _maker, reporter);
        _images = new ImageBuilder(
            _store,
            fetcher,
            bases,
            new StepRunner(_store, _connections, settings, reporter),
            new ScriptRunner(_store, _connections, settings, reporter),
            settings,
            reporter);
        _registration = new Registration(workspace);
    }

    /// <summary>What is worth a warning besides the images.</summary>
    public IEnumerable<Diagnostic> Warnings =>
    [
        .. _maker.Warnings,
        .. _importer.Warnings,
        .. _resolver.Warnings,
        .. _images.Warnings,
        .. _ofConnections.Warnings,
    ];

    public void Dispose() => _connections.Dispose();

    public static CondaSolver CreateSolver(BuildSettings settings, HttpClient httpClient, IReporter reporter) =>
        new(CreateRepodata(settings, httpClient, reporter), reporter);

    public async Task<ImmutableArray<BuiltImage>> BuildAsync(
        LockTarget target,
        BuildRequest request,
        CancellationToken cancellationToken)
    {
        _store.SweepAbandoned();
        var mode = request.LockedMode ? LockMode.Locked : LockMode.Use;
        var resolved = await _resolver.ResolveAsync(target, mode, cancellationToken).ConfigureAwait(false);
        var reason = await _registration.ExplainAsync(target, request, cancellationToken).ConfigureAwait(false);
        ImmutableArray<BuiltImage> images;
        try
        {
            images = await BuildImagesAsync(target, request, resolved, reason, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvBuildException exception) when (resolved.IsNew && HasChannelChanged(exception))
        {
            // What was just chosen is not what the channel serves: it changed in between, or its repodata was too old.
            _reporter.Detail($"The channels are read anew: {exception.Message}");
            _solver.Refresh();
            resolved = await _resolver.ResolveAsync(target, LockMode.Update, cancellationToken).ConfigureAwait(false);
            images = await BuildImagesAsync(target, request, resolved, reason, cancellationToken).ConfigureAwait(false);
        }

        await _registration.RegisterAsync(target, request, reason, images, cancellationToken).ConfigureAwait(false);
        return images;
    }

    public async Task<MadeLock> LockAsync(LockTarget target, LockMode mode, CancellationToken cancellationToken)
    {
        var resolved = await _resolver.ResolveAsync(target, mode, cancellationToken).ConfigureAwait(false);
        var exists = File.Exists(target.LockPath);
        if (!exists)
        {
            await LockResolver.WriteAsync(target, resolved, cancellationToken).ConfigureAwait(false);
        }

        return Describe(target, resolved, resolved.IsNew || !exists);
    }

    private static bool HasChannelChanged(EnvBuildException exception) => exception.Diagnostics.Any(diagnostic =>
        diagnostic.Code == DiagnosticCatalog.PackageHashMismatch.Code
        || diagnostic.Code == DiagnosticCatalog.PackageNotFound.Code);

    private async Task<ImmutableArray<BuiltImage>> BuildImagesAsync(
        LockTarget target,
        BuildRequest request,
        ResolvedLock resolved,
        BuildReason reason,
        CancellationToken cancellationToken)
    {
        var images = ImmutableArray.CreateBuilder<BuiltImage>(target.Platforms.Length);
        foreach (var platform in target.Platforms)
        {
            var identity = IdentityOf(target, request, resolved.Lock, platform);
            images.Add(await _images.BuildAsync(target, resolved, identity, reason, cancellationToken)
                .ConfigureAwait(false));
        }

        return images.DrainToImmutable();
    }

    public async Task<MadeLock> ImportAsync(LockTarget target, LockImport import, CancellationToken cancellationToken)
    {
        var imported = await _importer.ImportAsync(target, import, cancellationToken).ConfigureAwait(false);
        var changed = await _resolver.AdoptAsync(target, imported, cancellationToken).ConfigureAwait(false);
        return Describe(target, imported, changed);
    }

    private static RepodataSource CreateRepodata(BuildSettings settings, HttpClient httpClient, IReporter reporter) =>
        new(httpClient, Path.Combine(settings.CacheFolder, "repodata"), settings.EffectiveFetching, reporter);

    private static MadeLock Describe(LockTarget target, ResolvedLock resolved, bool changed) => new(
        target.LockPath,
        target.Fingerprint,
        ByPlatform(target, platform => LockId.Compute(resolved.Lock, platform, ImageLayout.Version)),
        ByPlatform(target, platform => resolved.Lock.PackagesOf(platform).Count()),
        changed);

    private static ImmutableSortedDictionary<string, T> ByPlatform<T>(LockTarget target, Func<string, T> value) =>
        target.Platforms.ToImmutableSortedDictionary(platform => platform, value, StringComparer.Ordinal);

    private static ImageIdentity IdentityOf(LockTarget target, BuildRequest request, CondaLock locked, string platform)
    {
        var (name, tag) = Registration.ReferenceOf(target, request);
        return new ImageIdentity(
            name,
            $"{name}:{tag}",
            target.Fingerprint,
            LockId.Compute(locked, platform, ImageLayout.Version),
            platform);
    }
}
