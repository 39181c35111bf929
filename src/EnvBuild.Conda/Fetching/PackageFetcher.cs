using EnvBuild.Conda.Access;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// Brings package archives to this machine. A file stands in the cache only when its content was checked; several
/// threads and processes may share a cache.
/// </summary>
/// <param name="httpClient">Client for channels; the caller owns it.</param>
/// <param name="cacheFolder">Absolute folder that keeps the archives; safe to delete.</param>
/// <param name="reporter">Hears progress, retries and warnings.</param>
/// <param name="options">How channels are asked.</param>
public sealed class PackageFetcher(
    HttpClient httpClient,
    string cacheFolder,
    IReporter reporter,
    FetchOptions options)
{
    private readonly ChannelSender _sender = new(httpClient, options.Access, reporter);

    /// <summary>Brings package archives to this machine, with the usual patience.</summary>
    /// <param name="httpClient">Client for channels; the caller owns it.</param>
    /// <param name="cacheFolder">Absolute folder that keeps the archives; safe to delete.</param>
    /// <param name="reporter">Hears progress, retries and warnings.</param>
    public PackageFetcher(HttpClient httpClient, string cacheFolder, IReporter reporter)
        : this(httpClient, cacheFolder, reporter, FetchOptions.Default)
    {
    }

    /// <summary>
    /// Finds an archive in its channel folder or in the cache, or downloads it. Its content is checked in every case.
    /// May be called for several packages at once; the caller bounds how many.
    /// </summary>
    /// <param name="source">What is wanted.</param>
    /// <param name="cancellationToken">Stops at once; a part that was downloaded is kept for the next time.</param>
    /// <exception cref="EnvBuildException">It is not there, cannot be reached, or has the wrong content.</exception>
    public async Task<FetchedPackage> FetchAsync(PackageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.FileName is "" or "." or ".." || source.FileName.AsSpan().ContainsAny('/', '\\', '\0'))
        {
            throw Unsupported(source);
        }

        if (!ContentExpectation.IsVerifiable(source))
        {
            reporter.Report(DiagnosticCatalog.PackageUnverified.At(null, source.FileName, DisplayUrl.Of(source.Url)));
        }

        try
        {
            return FindLocalPath(source) is { } path
                ? await CheckLocalAsync(source, path, cancellationToken).ConfigureAwait(false)
                : await FetchRemoteAsync(source, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException([FileFailure.Explain(exception, cacheFolder)], exception);
        }
    }

    private string? FindLocalPath(PackageSource source)
    {
        if (Path.IsPathFullyQualified(source.Url))
        {
            return source.Url;
        }

        if (!Uri.TryCreate(source.Url, UriKind.Absolute, out var uri))
        {
            throw Unsupported(source);
        }

        return uri.Scheme switch
        {
            "file" => uri.LocalPath,
            "http" or "https" => options.Access.Places.LocalPathOf(source.Url),
            _ => throw Unsupported(source),
        };
    }

    private static async Task<FetchedPackage> CheckLocalAsync(
        PackageSource source, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw DiagnosticCatalog.PackageNotFound.Exception(null, source.FileName, DisplayUrl.Of(source.Url));
        }

        var package = await HashFileAsync(source, path, cancellationToken).ConfigureAwait(false);
        return ContentExpectation.FindMismatch(source, package) is { } mismatch
            ? throw new EnvBuildException([mismatch])
            : package;
    }

    private static async Task<FetchedPackage> HashFileAsync(
        PackageSource source, string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 1,
            FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            using var hash = new ContentHash(source);
            await hash.AppendAsync(file, cancellationToken).ConfigureAwait(false);
            return hash.ToPackage(path);
        }
    }

    private async Task<FetchedPackage> FetchRemoteAsync(PackageSource source, CancellationToken cancellationToken)
    {
        var place = PackageCachePlace.Of(cacheFolder, source);
        if (await FindCachedAsync(source, place, cancellationToken).ConfigureAwait(false) is { } cached)
        {
            return cached;
        }

        if (options.Offline)
        {
            throw DiagnosticCatalog.ChannelNotCached.Exception(null, DisplayUrl.Of(source.Url));
        }

        Directory.CreateDirectory(place.Folder);
        var fileLock = await FileLock.AcquireAsync(place.LockPath, options.TimeProvider, cancellationToken)
            .ConfigureAwait(false);
        await using (fileLock.ConfigureAwait(false))
        {
            // Another process may have finished while this one waited.
            return await FindCachedAsync(source, place, cancellationToken).ConfigureAwait(false)
                ?? await new PackageDownload(_sender, source, place, reporter, options)
                    .RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FetchedPackage?> FindCachedAsync(
        PackageSource source, PackageCachePlace place, CancellationToken cancellationToken)
    {
        if (!ContentExpectation.IsVerifiable(source) || !File.Exists(place.Path))
        {
            return null;
        }

        var package = await HashFileAsync(source, place.Path, cancellationToken).ConfigureAwait(false);
        if (ContentExpectation.FindMismatch(source, package) is null)
        {
            return package;
        }

        reporter.Detail($"{source.FileName}: the cached file is damaged and is downloaded anew");
        return null;
    }

    private static EnvBuildException Unsupported(PackageSource source) =>
        DiagnosticCatalog.PackageUrlUnsupported.Exception(null, source.FileName, DisplayUrl.Of(source.Url));
}
