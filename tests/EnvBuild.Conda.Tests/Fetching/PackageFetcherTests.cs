using System.Net;
using System.Security.Cryptography;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Fetching;

[TestClass]
public sealed class PackageFetcherTests : IDisposable
{
    private const string FileName = "demo-1.0-0.conda";

    private static readonly byte[] Bytes =
        [.. Enumerable.Range(0, 500_000).Select(i => (byte)((i * 2654435761L) >> 16))];

    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    private static readonly string Md5 =
        Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, Bytes));

    private static readonly FetchOptions Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromMilliseconds(5),
        StallTimeout = TimeSpan.FromSeconds(20),
    };

    private readonly RecordingReporter _reporter = new();
    private readonly HttpClient _client = new();
    private readonly TemporaryFolder _folder = new();

    public required TestContext TestContext { get; set; }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public async Task A_package_is_downloaded_once()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Bytes));
        var first = await FetchAsync(Source(server));
        var second = await FetchAsync(Source(server));
        Assert.AreEqual(1, server.Requests);
        Assert.AreEqual(first, second);
        Assert.AreEqual(Sha256, first.Sha256);
        Assert.AreEqual(Md5, first.Md5);
        Assert.AreEqual(Bytes.Length, first.Size);
        CollectionAssert.AreEqual(Bytes, await File.ReadAllBytesAsync(first.Path));
        Assert.AreEqual(FileName, Path.GetFileName(first.Path));
        Assert.IsNotEmpty(_reporter.ProgressUpdates);
    }

    [TestMethod]
    public async Task Many_that_want_the_same_package_download_it_once()
    {
        using var server = new FaultyServer(async (context, _) =>
        {
            await Task.Delay(100);
            await FaultyServer.SendAsync(context, Bytes);
        });
        var fetched = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => FetchAsync(Source(server)))));
        Assert.AreEqual(1, server.Requests);
        Assert.HasCount(1, fetched.Distinct());
    }

    [TestMethod]
    public async Task A_damaged_file_in_the_cache_is_downloaded_anew()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Bytes));
        var first = await FetchAsync(Source(server));
        await File.WriteAllTextAsync(first.Path, "damaged");
        Assert.AreEqual(first, await FetchAsync(Source(server)));
        CollectionAssert.AreEqual(Bytes, await File.ReadAllBytesAsync(first.Path));
        Assert.AreEqual(2, server.Requests);
    }

    [TestMethod]
    public async Task A_broken_connection_is_resumed_where_it_broke()
    {
        using var server = new FaultyServer((context, number) => number == 1
            ? FaultyServer.BreakAfterAsync(context, Bytes, 300_000)
            : FaultyServer.SendAsync(context, Bytes));
        Assert.AreEqual(Sha256, (await FetchAsync(Source(server))).Sha256);
        Assert.AreEqual(2, server.Requests);
        Assert.IsNull(server.Ranges[0]);
        Assert.MatchesRegex("^bytes=[1-9][0-9]*-$", server.Ranges[1]);
    }

    [TestMethod]
    public async Task A_server_that_knows_no_ranges_is_read_from_the_start()
    {
        using var server = new FaultyServer(async (context, number) =>
        {
            if (number == 1)
            {
                await FaultyServer.BreakAfterAsync(context, Bytes, 300_000);
                return;
            }

            context.Response.ContentLength64 = Bytes.Length;
            await context.Response.OutputStream.WriteAsync(Bytes);
            context.Response.Close();
        });
        Assert.AreEqual(Sha256, (await FetchAsync(Source(server))).Sha256);
    }

    [TestMethod]
    public async Task A_part_of_another_file_does_no_harm()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Bytes));
        var path = (await FetchAsync(Source(server))).Path;
        File.Delete(path);
        await File.WriteAllBytesAsync(path + ".partial", new byte[1000]);
        Assert.AreEqual(Sha256, (await FetchAsync(Source(server))).Sha256);
        await File.WriteAllBytesAsync(path + ".partial", new byte[Bytes.Length + 1000]);
        File.Delete(path);
        Assert.AreEqual(Sha256, (await FetchAsync(Source(server))).Sha256);
    }

    [TestMethod]
    [DataRow(HttpStatusCode.ServiceUnavailable)]
    [DataRow(HttpStatusCode.TooManyRequests)]
    [DataRow(HttpStatusCode.InternalServerError)]
    [DataRow(HttpStatusCode.RequestTimeout)]
    public async Task A_server_that_recovers_is_asked_again(HttpStatusCode status)
    {
        using var server = new FaultyServer((context, number) =>
        {
            if (number > 2)
            {
                return FaultyServer.SendAsync(context, Bytes);
            }

            FaultyServer.Fail(context, status);
            return Task.CompletedTask;
        });
        Assert.AreEqual(Sha256, (await FetchAsync(Source(server))).Sha256);
        Assert.AreEqual(3, server.Requests);
        Assert.HasCount(2, _reporter.Details);
    }

    [TestMethod]
    [DataRow(HttpStatusCode.ServiceUnavailable, "ENV4001", 5)]
    [DataRow(HttpStatusCode.Forbidden, "ENV3013", 1)]
    [DataRow(HttpStatusCode.NotFound, "ENV4003", 1)]
    [DataRow(HttpStatusCode.Gone, "ENV4003", 1)]
    public async Task A_server_that_does_not_recover_is_told(HttpStatusCode status, string code, int requests)
    {
        using var server = new FaultyServer((context, _) =>
        {
            FaultyServer.Fail(context, status);
            return Task.CompletedTask;
        });
        Assert.AreEqual(code, (await RefuseAsync(Source(server))).Code);
        Assert.AreEqual(requests, server.Requests);
    }

    [TestMethod]
    public async Task Wrong_bytes_are_told_and_not_kept()
    {
        var wrong = Bytes.ToArray();
        wrong[1000] ^= 1;
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, wrong));
        var url = server.Url.Replace("://", "://user:secret@", StringComparison.Ordinal) + "t/token/" + FileName;
        var diagnostic = await RefuseAsync(Source(server) with { Url = url + "?key=secret" });
        Assert.AreEqual("ENV4002", diagnostic.Code);
        Assert.Contains($"'{FileName}'", diagnostic.Message);
        Assert.Contains(Sha256, diagnostic.Message);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(wrong)), diagnostic.Message);
        Assert.Contains($"{server.Url}t/***/{FileName}", diagnostic.Message);
        Assert.DoesNotContain("secret", diagnostic.Message);
        Assert.IsEmpty(Directory.EnumerateFiles(_folder.Path, "*.conda", SearchOption.AllDirectories));
        Assert.IsEmpty(Directory.EnumerateFiles(_folder.Path, "*.partial", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task More_bytes_than_promised_are_not_read_to_the_end()
    {
        using var server = new FaultyServer(async (context, _) =>
        {
            context.Response.SendChunked = true;
            for (var i = 0; i < 100_000; i++)
            {
                await context.Response.OutputStream.WriteAsync(Bytes);
            }
        });
        Assert.AreEqual("ENV4002", (await RefuseAsync(Source(server))).Code);
    }

    [TestMethod]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        using var server = new FaultyServer(async (context, _) =>
        {
            context.Response.ContentLength64 = Bytes.Length;
            await context.Response.OutputStream.WriteAsync(Bytes.AsMemory(0, 1000));
            await context.Response.OutputStream.FlushAsync();
        });
        var options = Quick with { StallTimeout = TimeSpan.FromMilliseconds(200), Attempts = 2 };
        var diagnostic = await RefuseAsync(Source(server), options);
        Assert.AreEqual("ENV4001", diagnostic.Code);
        Assert.Contains("sent nothing", diagnostic.Message);
        Assert.AreEqual(2, server.Requests);
    }

    [TestMethod]
    public async Task Cancelling_stops_at_once_and_keeps_what_was_downloaded()
    {
        using var stop = new CancellationTokenSource();
        using var server = new FaultyServer(async (context, number) =>
        {
            if (number > 1)
            {
                await FaultyServer.SendAsync(context, Bytes);
                return;
            }

            context.Response.ContentLength64 = Bytes.Length;
            await context.Response.OutputStream.WriteAsync(Bytes.AsMemory(0, 200_000));
            await context.Response.OutputStream.FlushAsync();
            await Task.Delay(100);
            await stop.CancelAsync();
        });
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Fetcher(Quick).FetchAsync(Source(server), stop.Token));
        Assert.AreEqual(Sha256, (await FetchAsync(Source(server))).Sha256);
        Assert.StartsWith("bytes=", server.Ranges[1]);
    }

    [TestMethod]
    public async Task Nobody_listening_is_told()
    {
        string url;
        using (var server = new FaultyServer((_, _) => Task.CompletedTask))
        {
            url = server.Url;
        }

        var source = new PackageSource(url + FileName, FileName, Sha256, null, null);
        Assert.AreEqual("ENV4001", (await RefuseAsync(source)).Code);
    }

    [TestMethod]
    public async Task MD5_is_checked_where_nothing_better_is_known()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Bytes));
        var source = Source(server) with { Sha256 = null, Md5 = Md5.ToUpperInvariant() };
        Assert.AreEqual(Sha256, (await FetchAsync(source)).Sha256);
        var diagnostic = await RefuseAsync(Source(server) with { Sha256 = null, Md5 = new string('0', 32) });
        Assert.AreEqual("ENV4002", diagnostic.Code);
    }

    [TestMethod]
    public async Task A_package_without_any_hash_is_used_with_a_warning_and_never_from_the_cache()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Bytes));
        var source = Source(server) with { Sha256 = null };
        Assert.AreEqual(Sha256, (await FetchAsync(source)).Sha256);
        Assert.AreEqual(Sha256, (await FetchAsync(source)).Sha256);
        Assert.AreEqual(2, server.Requests);
        Assert.AreEqual("ENV4005", _reporter.Diagnostics.First().Code);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_channel_folder_is_read_in_place(bool asUrl)
    {
        var path = _folder["my channel/linux-64/" + FileName];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Bytes);
        var source = new PackageSource(asUrl ? new Uri(path).AbsoluteUri : path, FileName, Sha256, null, Bytes.Length);
        Assert.AreEqual(path, (await FetchAsync(source)).Path);
        Assert.AreEqual("ENV4002", (await RefuseAsync(source with { Sha256 = new string('0', 64) })).Code);
        Assert.AreEqual("ENV4002", (await RefuseAsync(source with { Size = 1 })).Code);
        File.Delete(path);
        Assert.AreEqual("ENV4003", (await RefuseAsync(source)).Code);
    }

    [TestMethod]
    [DataRow("s3://bucket/demo-1.0-0.conda", FileName)]
    [DataRow("relative/demo-1.0-0.conda", FileName)]
    [DataRow("https://example.org/x", "../../etc/passwd")]
    [DataRow("https://example.org/x", "")]
    public async Task Other_addresses_are_refused(string url, string fileName) => Assert.AreEqual(
        "ENV4004", (await RefuseAsync(new PackageSource(url, fileName, Sha256, null, null))).Code);

    [TestMethod]
    public async Task A_cache_that_cannot_be_written_is_told()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Bytes));
        _folder.Write("packages", "a file where a folder should be");
        Assert.AreEqual("ENV0004", (await RefuseAsync(Source(server))).Code);
    }

    private static PackageSource Source(FaultyServer server) =>
        new($"{server.Url}linux-64/{FileName}", FileName, Sha256, null, Bytes.Length);

    private PackageFetcher Fetcher(FetchOptions options) => new(_client, _folder.Path, _reporter, options);

    private Task<FetchedPackage> FetchAsync(PackageSource source) =>
        Fetcher(Quick).FetchAsync(source, TestContext.CancellationToken);

    private async Task<Diagnostic> RefuseAsync(PackageSource source, FetchOptions? options = null)
    {
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => Fetcher(options ?? Quick).FetchAsync(source, TestContext.CancellationToken));
        return exception.Diagnostics.Single();
    }
}
