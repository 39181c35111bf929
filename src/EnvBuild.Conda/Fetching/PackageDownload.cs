using System.Net;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>Downloads one archive into its place; each attempt goes on where the last one stopped.</summary>
internal sealed class PackageDownload(
    HttpClient httpClient,
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
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            return Refused(response, wasResumed);
        }

        if (response.StatusCode == HttpStatusCode.PartialContent && !IsRest(response))
        {
            File.Delete(place.PartialPath);
            return _loop.Failed<FetchedPackage>("the server sent another part than was asked for", mayRetry: true);
        }

        var package = await new DownloadWriter(source, place, reporter, options.LargestPackage)
            .WriteAsync(response, stall, cancellationToken).ConfigureAwait(false);
        return Judge(package, response.StatusCode == HttpStatusCode.PartialContent);
    }

    private async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, source.Url);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (new FileInfo(place.PartialPath) is { Exists: true, Length: > 0 } partial)
        {
            request.Headers.Range = new(partial.Length, null);
        }

        return await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Whether a part goes on where the last one stopped, and to the end.</summary>
    private bool IsRest(HttpResponseMessage response)
    {
        var partial = new FileInfo(place.PartialPath);
        return response.Content.Headers.ContentRange is { From: { } from } range
            && partial.Exists && from == partial.Length
            && (range is not { To: { } to, Length: { } length } || to + 1 == length)
            && !ContentDecoding.IsEncoded(response);
    }

    private Attempt<FetchedPackage> Refused(HttpResponseMessage response, bool wasResumed)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && wasResumed)
        {
            File.Delete(place.PartialPath);
            return _loop.Failed<FetchedPackage>("the part from before does not fit", mayRetry: true);
        }

        return response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
            ? new(Diagnostic: DiagnosticCatalog.PackageNotFound.At(null, source.FileName, DisplayUrl.Of(source.Url)))
            : _loop.Refused<FetchedPackage>(response);
    }

    private Attempt<FetchedPackage> Judge(FetchedPackage package, bool wasResumed)
    {
        if (ContentExpectation.FindMismatch(source, package) is not { } mismatch)
        {
            File.Move(place.PartialPath, place.Path, overwrite: true);
            return new(package with { Path = place.Path });
        }

        // The first part may be of another file, or damaged; only what was downloaded whole is judged.
        File.Delete(place.PartialPath);
        return new(Diagnostic: mismatch, MayRetry: wasResumed, Reason: "the resumed file is wrong");
    }
}
