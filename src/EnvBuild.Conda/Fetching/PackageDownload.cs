using System.Net;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// Downloads one archive into its place: attempts with growing pauses, each going on where the last stopped.
/// </summary>
internal sealed class PackageDownload(
    HttpClient httpClient,
    PackageSource source,
    PackageCachePlace place,
    IReporter reporter,
    FetchOptions options)
{
    public async Task<FetchedPackage> RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await AttemptAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.Package is { } package)
            {
                return package;
            }

            if (!outcome.MayRetry || attempt >= options.Attempts)
            {
                throw new EnvBuildException([outcome.Diagnostic!]);
            }

            var delay = Delay(attempt, outcome.RetryAfter);
            reporter.Detail(
                $"{source.FileName}: attempt {attempt} failed ({outcome.Reason}); again in {delay.TotalSeconds:0.#} s");
            await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Delay(int attempt, TimeSpan? retryAfter)
    {
        var delay = retryAfter ?? (options.FirstDelay * Math.Pow(2, attempt - 1));
        return delay < options.LongestDelay ? delay : options.LongestDelay;
    }

    private async Task<DownloadOutcome> AttemptAsync(CancellationToken cancellationToken)
    {
        using var stall = new StallGuard(options, cancellationToken);
        try
        {
            var wasResumed = File.Exists(place.PartialPath);
            using var response = await SendAsync(stall.Token).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            {
                return Refused(response, wasResumed);
            }

            stall.Touch();
            var package = await new DownloadWriter(source, place, reporter)
                .WriteAsync(response, stall, cancellationToken).ConfigureAwait(false);
            return Judge(package, response.StatusCode == HttpStatusCode.PartialContent);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"the server sent nothing for {options.StallTimeout.TotalSeconds:0.#} s", mayRetry: true);
        }
        catch (HttpRequestException exception)
        {
            return Failed(exception.InnerException?.Message ?? exception.Message, mayRetry: true);
        }
        catch (HttpIOException exception)
        {
            return Failed(exception.Message, mayRetry: true);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, source.Url);
        if (new FileInfo(place.PartialPath) is { Exists: true, Length: > 0 } partial)
        {
            request.Headers.Range = new(partial.Length, null);
        }

        return await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
    }

    private DownloadOutcome Refused(HttpResponseMessage response, bool wasResumed)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && wasResumed)
        {
            File.Delete(place.PartialPath);
            return Failed("the part from before does not fit", mayRetry: true);
        }

        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return new DownloadOutcome(Diagnostic: DiagnosticCatalog.PackageNotFound.At(
                null, source.FileName, DisplayUrl.Of(source.Url)));
        }

        var retryAfter = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.TimeProvider.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return Failed($"{status} {response.ReasonPhrase}", mayRetry: status is 408 or 429 or >= 500) with
        {
            RetryAfter = retryAfter is { } wait && wait < TimeSpan.Zero ? TimeSpan.Zero : retryAfter,
        };
    }

    private DownloadOutcome Judge(FetchedPackage package, bool wasResumed)
    {
        if (ContentExpectation.FindMismatch(source, package) is not { } mismatch)
        {
            File.Move(place.PartialPath, place.Path, overwrite: true);
            return new DownloadOutcome(Package: package with { Path = place.Path });
        }

        // The first part may be of another file, or damaged; only what was downloaded whole is judged.
        File.Delete(place.PartialPath);
        return new DownloadOutcome(Diagnostic: mismatch, MayRetry: wasResumed, Reason: "the resumed file is wrong");
    }

    private DownloadOutcome Failed(string reason, bool mayRetry) => new(
        Diagnostic: DiagnosticCatalog.PackageDownloadFailed.At(
            null, source.FileName, DisplayUrl.Of(source.Url), reason.TrimEnd('.')),
        MayRetry: mayRetry,
        Reason: reason);
}
