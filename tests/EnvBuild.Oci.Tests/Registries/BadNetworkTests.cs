using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;
using Microsoft.AspNetCore.Http;

namespace EnvBuild.Oci.Tests.Registries;

[TestClass]
public sealed class BadNetworkTests : RegistryTestBase
{
    private const int LargeSize = 8 * 1024 * 1024;

    [TestMethod]
    public async Task A_push_whose_line_breaks_is_sent_again_where_the_registry_forgets_what_arrived()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var puts = 0;
        proxy.BreakRequest = request =>
            request.ContentLength > LargeSize && Interlocked.Increment(ref puts) == 1 ? 5_000_000 : null;
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeLargeImageAsync(LargeSize), $"{proxy.Host}/a:1");
        Assert.AreEqual(2, puts);
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task A_push_whose_line_breaks_goes_on_from_what_the_registry_has()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var uploads = new ResumableUploads(registry.Host) { BreakAfter = 5_000_000 };
        proxy.Intercept = uploads.AnswerAsync;
        using var client = await ConnectAsync(Fast with { ChunkSize = 2_000_000 });
        await PushAsync(client, await MakeLargeImageAsync(LargeSize), $"{proxy.Host}/a:1");
        CollectionAssert.AreEqual(
            new[] { "5000000-6999999", "7000000-8390655" },
            proxy.Requests.Where(request => request.Method == "PATCH").Select(request => request.Range).ToArray());
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task A_push_in_pieces_goes_on_with_the_piece_that_was_lost()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var pieces = 0;
        proxy.Intercept = context =>
        {
            var isLost = context.Request.Method == "PATCH" && Interlocked.Increment(ref pieces) == 3;
            if (isLost)
            {
                context.Abort();
            }

            return Task.FromResult(isLost);
        };
        using var client = await ConnectAsync(Fast with { ChunkSize = 2_000_000, LargestMonolith = 1_000_000 });
        await PushAsync(client, await MakeLargeImageAsync(LargeSize), $"{proxy.Host}/a:1");
        Assert.AreEqual(6, pieces);
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task A_pull_whose_line_breaks_goes_on_from_what_arrived()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var client = await ConnectAsync();
        var image = await MakeLargeImageAsync(LargeSize);
        await PushAsync(client, image, $"{registry.Host}/a:1");
        var broken = 0;
        proxy.BreakAnswer = request =>
            IsLayer(request, image) && Interlocked.Increment(ref broken) <= 2 ? 2_000_000 : null;
        await PullElsewhereAsync(client, $"{proxy.Host}/a:1");
        Assert.IsTrue(
            proxy.Requests.Any(request => request.Range?.StartsWith("bytes=4000000-", StringComparison.Ordinal) == true));
    }

    [TestMethod]
    public async Task A_registry_that_dies_and_comes_back_gets_the_rest()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var died = 0;
        proxy.BreakRequest = request =>
        {
            if (request.ContentLength > LargeSize && Interlocked.Increment(ref died) == 1)
            {
                registry.Kill();
                _ = Task.Run(async () =>
                {
                    await Task.Delay(300, Cancellation);
                    await registry.StartAsync(Cancellation);
                });
            }

            return null;
        };
        using var client = await ConnectAsync(Fast with { Attempts = 20 });
        await PushAsync(client, await MakeLargeImageAsync(LargeSize), $"{proxy.Host}/a:1");
        Assert.AreNotEqual(0, died);
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task A_lost_upload_is_begun_anew()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var lost = 0;
        proxy.Intercept = context =>
        {
            var isLost = context.Request.Method is "PUT" && context.Request.Path.Value!.Contains("/uploads/", StringComparison.Ordinal)
                && Interlocked.Increment(ref lost) <= 2;
            context.Response.StatusCode = isLost ? 404 : 200;
            return Task.FromResult(isLost);
        };
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{proxy.Host}/a:1");
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    public async Task Blobs_go_in_pieces_where_the_whole_is_too_large()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        proxy.Intercept = context =>
        {
            var isTooLarge = context.Request.ContentLength > 1_000_000;
            context.Response.StatusCode = isTooLarge ? 413 : 200;
            return Task.FromResult(isTooLarge);
        };
        using var client = await ConnectAsync(Fast with { ChunkSize = 1_000_000 });
        await PushAsync(client, await MakeLargeImageAsync(LargeSize), $"{proxy.Host}/a:1");
        Assert.HasCount(9, proxy.Requests.Where(request => request.Method == "PATCH"));
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    [DataRow(429)]
    [DataRow(503)]
    [DataRow(502)]
    public async Task A_storm_over_every_kind_of_request_passes(int status)
    {
        const int Refusals = 3;
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var refused = new ConcurrentDictionary<string, int>();
        proxy.Intercept = context =>
        {
            // Each upload has an address of its own.
            var path = context.Request.Path.Value!;
            var end = path.IndexOf("/uploads/", StringComparison.Ordinal);
            var kind = $"{context.Request.Method} {(end < 0 ? path : path[..end])}";
            var isRefused = refused.AddOrUpdate(kind, 1, (_, count) => count + 1) <= Refusals;
            context.Response.StatusCode = isRefused ? status : 200;
            return Task.FromResult(isRefused);
        };
        using var client = await ConnectAsync(Fast with { Attempts = 30 });
        await PushAsync(client, await MakeImageAsync(), $"{proxy.Host}/a:1");
        await PullElsewhereAsync(client, $"{proxy.Host}/a:1");
        foreach (var method in new[] { "HEAD", "POST", "PUT", "GET" })
        {
            Assert.IsTrue(refused.Any(entry => entry.Key.StartsWith(method, StringComparison.Ordinal) && entry.Value > Refusals));
        }
    }

    [TestMethod]
    [DataRow(2, false)]
    [DataRow(int.MaxValue, true)]
    public async Task A_mount_that_a_busy_registry_refuses_is_asked_for_again(int refusals, bool isSent)
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var (mounts, sent) = (0, 0);
        proxy.Intercept = context =>
        {
            var isMount = context.Request.Query.ContainsKey("mount");
            sent += context.Request.Method == "PUT" && context.Request.Path.Value!.Contains("/uploads/", StringComparison.Ordinal) ? 1 : 0;
            context.Response.StatusCode = 503;
            return Task.FromResult(isMount && Interlocked.Increment(ref mounts) <= refusals);
        };
        using var client = await ConnectAsync(Fast with { Attempts = 5 });
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{proxy.Host}/a:1");
        sent = 0;
        await PushAsync(client, image, $"{proxy.Host}/b:1");
        Assert.IsGreaterThan(2, mounts);
        Assert.AreEqual(isSent, sent > 0);
        await PullElsewhereAsync(client, $"{registry.Host}/b:1");
    }

    [TestMethod]
    public async Task A_manifest_whose_right_digest_is_denied_for_a_while_is_put_again()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var puts = 0;
        proxy.Intercept = async context =>
        {
            var isManifest = context.Request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal);
            if (context.Request.Method != "PUT" || !isManifest || ++puts > 2)
            {
                return false;
            }

            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"errors": [{"code": "DIGEST_INVALID", "message": "no match"}]}""");
            return true;
        };
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{proxy.Host}/a:1");
        Assert.IsGreaterThan(2, puts);
        await PullElsewhereAsync(client, $"{registry.Host}/a:1");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Retry_After_is_kept(bool isDate)
    {
        var times = new List<long>();
        await using var server = await WebServer.StartAsync(context =>
        {
            times.Add(Stopwatch.GetTimestamp());
            context.Response.StatusCode = times.Count == 1 ? 429 : 404;
            context.Response.Headers.RetryAfter =
                isDate ? DateTimeOffset.UtcNow.AddSeconds(2).ToString("R", CultureInfo.InvariantCulture) : "1";
            return Task.CompletedTask;
        });
        using var client = await ConnectAsync(Fast with { LongestDelay = TimeSpan.FromSeconds(10) });
        Assert.IsNull(await client.FindManifestAsync(RegistryReference.Parse($"{server.Host}/a:1"), Cancellation));
        Assert.IsGreaterThan(0.8, Stopwatch.GetElapsedTime(times[0], times[1]).TotalSeconds);
    }

    [TestMethod]
    public async Task Attempts_are_bounded_and_counted()
    {
        var asked = 0;
        await using var server = await WebServer.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var client = await ConnectAsync(Fast with { Attempts = 4 });
        var failure = await FailsAsync(
            () => client.GetManifestAsync(RegistryReference.Parse($"{server.Host}/a:1"), Cancellation),
            DiagnosticCatalog.RegistryUnavailable);
        Assert.AreEqual(4, asked);
        StringAssert.Contains(failure.Message, "after 4 attempts");
    }

    [TestMethod]
    public async Task The_sum_of_the_pauses_is_bounded()
    {
        var asked = 0;
        await using var server = await WebServer.StartAsync(context =>
        {
            asked++;
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        using var client = await ConnectAsync(Fast with
        {
            LongestDelay = TimeSpan.FromHours(2),
            LongestWait = TimeSpan.FromMinutes(5),
        });
        await FailsAsync(
            () => client.GetManifestAsync(RegistryReference.Parse($"{server.Host}/a:1"), Cancellation),
            DiagnosticCatalog.RegistryUnavailable);
        Assert.AreEqual(1, asked);
    }

    [TestMethod]
    public async Task A_blob_with_other_bytes_is_never_seen_in_the_store()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/a:1");
        proxy.Spoil = (request, bytes) => bytes[^1] ^= (byte)(IsLayer(request, image) ? 1 : 0);
        var failure = await FailsAsync(
            () => PullElsewhereAsync(client, $"{proxy.Host}/a:1"), DiagnosticCatalog.RegistryContentMismatch);
        StringAssert.Contains(failure.Message, LastLayer(image).ToString());
        Assert.IsFalse(new BlobStore(Folder["other"]).Contains(LastLayer(image)));
        Assert.IsEmpty(await new BlobStore(Folder["other"]).ListReferencesAsync(Cancellation));
    }

    [TestMethod]
    public async Task A_manifest_with_other_bytes_is_refused()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1");
        proxy.Spoil = (request, bytes) => bytes[^1] = request.Path.Value!.Contains("/manifests/", StringComparison.Ordinal)
            ? (byte)' ' : bytes[^1];
        await FailsAsync(
            () => PullElsewhereAsync(client, $"{proxy.Host}/a:1"), DiagnosticCatalog.RegistryContentMismatch);
    }

    [TestMethod]
    [DataRow(-10)]
    [DataRow(10)]
    public async Task A_length_that_is_not_that_of_the_manifest_is_refused(int more)
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/a:1");
        proxy.Intercept = async context =>
        {
            if (!IsLayer(context.Request, image))
            {
                return false;
            }

            var bytes = await File.ReadAllBytesAsync(Store.GetPath(LastLayer(image)));
            Array.Resize(ref bytes, bytes.Length + more);
            await context.Response.Body.WriteAsync(bytes);
            return true;
        };

        // Without a length the body is read; it must not be longer than the manifest says.
        await FailsAsync(
            () => PullElsewhereAsync(client, $"{proxy.Host}/a:1"),
            more > 0 ? DiagnosticCatalog.RegistryContentMismatch : DiagnosticCatalog.RegistryUnavailable);
        Assert.IsFalse(new BlobStore(Folder["other"]).Contains(LastLayer(image)));
    }

    [TestMethod]
    public async Task An_announced_length_that_is_wrong_is_refused_before_it_is_read()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var client = await ConnectAsync(Fast with { Attempts = 2 });
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/a:1");
        proxy.Intercept = async context =>
        {
            if (!IsLayer(context.Request, image))
            {
                return false;
            }

            context.Response.ContentLength = 1L << 40;
            await context.Response.StartAsync();
            await context.Response.Body.WriteAsync(new byte[1000]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(200);
            context.Abort();
            return true;
        };
        var failure = await FailsAsync(
            () => PullElsewhereAsync(client, $"{proxy.Host}/a:1"), DiagnosticCatalog.RegistryUnavailable);
        StringAssert.Contains(failure.Message, "announces 1099511627776 bytes");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_slow_drip_or_silence_is_given_up(bool drips)
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        var image = await MakeImageAsync();
        using var client = await ConnectAsync(Fast with { Attempts = 2, StallTimeout = TimeSpan.FromSeconds(1) });
        await PushAsync(client, image, $"{registry.Host}/a:1");
        proxy.Intercept = async context =>
        {
            if (!IsLayer(context.Request, image))
            {
                return false;
            }

            try
            {
                await context.Response.StartAsync();
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await Task.Delay(50, context.RequestAborted);
                    await context.Response.Body.WriteAsync(new byte[drips ? 10 : 0], context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // The client went away, as it should.
            }

            return true;
        };
        var start = Stopwatch.GetTimestamp();
        await FailsAsync(() => PullElsewhereAsync(client, $"{proxy.Host}/a:1"), DiagnosticCatalog.RegistryUnavailable);
        Assert.IsLessThan(20, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    [TestMethod]
    public async Task Cancelling_stops_a_push_at_once()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        await using var proxy = await FaultProxy.StartAsync(() => registry.Host);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        proxy.Intercept = async context =>
        {
            if (context.Request.Method != "PUT")
            {
                return false;
            }

            await stop.CancelAsync();
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<OperationCanceledException>(() => ImagePush.RunAsync(
            client, Store, image, RegistryReference.Parse($"{proxy.Host}/a:1"), [], stop.Token));
        Assert.IsLessThan(5, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private bool IsLayer(HttpRequest request, Descriptor image) =>
        request.Method == "GET" && request.Path.Value!.EndsWith(LastLayer(image).ToString(), StringComparison.Ordinal);
}
