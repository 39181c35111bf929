using System.Net;
using EnvBuild.Conda.Access;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>Downloads one archive into its place; each attempt goes on where the last one stopped.</summary>
internal sealed class PackageDownload(
    ChannelSender sender,
    PackageSource source,
    PackageCachePlace place,
    IReporter reporter,
    FetchOptions options)
{
    private readonly AttemptLoop _loop = new(
        source.FileName,
        reason => DiagnosticCatalog.PackageDownloadFailed.At(
            null, source.FileName, DisplayUrl.Of(source.Url), reason),
        reporter,
        options);

    public async Task<FetchedPackage> RunAsync(CancellationToken cancellationToken)
    {
        var package = await _loop.RunAsync(stall => AttemptAsync(stall, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return package!;
    }

    private async Task<Attempt<FetchedPackage>> AttemptAsync(StallGuard stall, CancellationToken cancellationToken)
    {
        var wasResumed = File.Exists(place.PartialPath);
        using var response = await SendAsync(stall.Token).ConfigureAwait(false);
        if (response.Status is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            return Refused(response, wasResumed);
        }

        if (response.Status == HttpStatusCode.PartialContent && !IsRest(response.Message))
        {
            File.Delete(place.PartialPath);
            return _loop.Failed<FetchedPackage>("the server sent another part than was asked for", mayRetry: true);
        }

        var package = await new DownloadWriter(source, place, reporter, options.LargestPackage)
            .WriteAsync(response, stall, cancellationToken).ConfigureAwait(false);
        return Judge(package, response);
    }

    private Task<ChannelResponse> SendAsync(CancellationToken cancellationToken) => sender.SendAsync(
        source.Url,
        request =>
        {
            request.Headers.AcceptEncoding.ParseAdd("identity");
            if (new FileInfo(place.PartialPath) is { Exists: true, Length: > 0 } partial)
            {
                request.Headers.Range = new(partial.Length, null);
            }
        },
        cancellationToken);

    /// <summary>Whether a part goes on where the last one stopped, and to the end.</summary>
    private bool IsRest(HttpResponseMessage response)
    {
        var partial = new FileInfo(place.PartialPath);
        return response.Content.Headers.ContentRange is { From: { } from } range
            && partial.Exists && from == partial.Length
            && (range is not { To: { } to, Length: { } length } || to + 1 == length)
            && !ContentDecoding.IsEncoded(response);
    }

    private Attempt<FetchedPackage> Refused(ChannelResponse response, bool wasResumed)
    {
        if (response.Status == HttpStatusCode.RequestedRangeNotSatisfiable && wasResumed)
        {
            File.Delete(place.PartialPath);
            return _loop.Failed<FetchedPackage>("the part from before does not fit", mayRetry: true);
        }

        var isAbsent = response.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone;
        return response switch
        {
            { Doubt: { } doubt } when isAbsent => _loop.Failed<FetchedPackage>(doubt, mayRetry: true),
            _ when isAbsent => new(Diagnostic: DiagnosticCatalog.PackageNotFound.At(
                null, source.FileName, DisplayUrl.Of(source.Url))),
            _ => _loop.Refused<FetchedPackage>(response),
        };
    }

    private Attempt<FetchedPackage> Judge(FetchedPackage package, ChannelResponse response)
    {
        if (ContentExpectation.FindMismatch(source, package) is not { } mismatch)
        {
            File.Move(place.PartialPath, place.Path, overwrite: true);
            return new(package with { Path = place.Path });
        }

        // The first part may be of another file, or damaged; only what was downloaded whole is judged.
        File.Delete(place.PartialPath);
        if (response.Status == HttpStatusCode.PartialContent)
        {
            return new(Diagnostic: mismatch, MayRetry: true, Reason: "the resumed file is wrong");
        }

        response.Discredit();
        return new(Diagnostic: mismatch, MayRetry: response.HasAlternative(), Reason: "a mirror has another file");
    }
}
