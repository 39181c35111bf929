using System.Net;
using System.Text;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Tests.Fetching;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Repodata;

/// <summary>Servers that fall silent, ask for patience, or are no channels.</summary>
[TestClass]
public sealed class RepodataDownloadTests : IDisposable
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        """
        {"packages.conda": {
          "tool-1-0.conda": {"name": "tool", "version": "1", "build": "0", "build_number": 0}}}
        """);

    private static readonly byte[] Page = Encoding.UTF8.GetBytes("<!DOCTYPE html>\n<html><body>Sign in</body></html>");

    private static readonly FetchOptions Quick = new()
    {
        Attempts = 2,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromMilliseconds(5),
        StallTimeout = TimeSpan.FromSeconds(20),
    };

    private readonly HttpClient _client = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingReporter _reporter = new();

    public required TestContext TestContext { get; init; }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public async Task A_server_that_falls_silent_is_given_up(bool inBody, bool isCached)
    {
        using var server = new FaultyServer(async (context, _) =>
        {
            if (inBody)
            {
                context.Response.ContentLength64 = 100_000;
                await context.Response.OutputStream.WriteAsync((byte[])[0x28, 0xB5, 0x2F, 0xFD, 0, 0]);
                await context.Response.OutputStream.FlushAsync();
            }
        });
        var error = await Refuse(server, Quick with { StallTimeout = TimeSpan.FromMilliseconds(200) }, isCached);

        Assert.AreEqual("ENV3012", error.Code);
        Assert.Contains("sent nothing for 0.2 s", error.Message);
        Assert.AreEqual(2, server.Requests);
    }

    [TestMethod]
    public async Task A_server_that_asks_for_patience_is_waited_for()
    {
        using var server = new FaultyServer(async (context, number) =>
        {
            if (number == 1)
            {
                context.Response.Headers["Retry-After"] = "1";
                FaultyServer.Fail(context, HttpStatusCode.TooManyRequests);
                return;
            }

            await SendPlain(context, Json);
        });
        var indexes = await Load(server, Quick with { LongestDelay = TimeSpan.FromSeconds(5) }, isCached: false);

        Assert.IsTrue(indexes[0].Contains("tool"));
        Assert.Contains("again in 1 s", string.Concat(_reporter.Details));
    }

    [TestMethod]
    public async Task A_broken_connection_is_tried_again()
    {
        var broken = 0;
        using var server = new FaultyServer((context, _) =>
            context.Request.Url!.AbsolutePath.EndsWith(".json", StringComparison.Ordinal)
                && Interlocked.Increment(ref broken) == 1
                ? FaultyServer.BreakAfterAsync(context, Json, 20)
                : SendPlain(context, Json));

        Assert.IsTrue((await Load(server, Quick, isCached: true))[0].Contains("tool"));
        Assert.AreEqual(4, server.Requests);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_address_that_serves_pages_is_told_and_not_asked_again(bool isCached)
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(context, Page));
        var error = await Refuse(server, Quick, isCached);

        Assert.AreEqual("ENV3014", error.Code);
        Assert.Contains("does not serve repodata: it begins with '<!DOCTYPE html>", error.Message);
        Assert.AreEqual(3, server.Requests);
        Assert.IsEmpty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task A_page_in_place_of_the_compressed_form_does_not_hide_the_plain_one()
    {
        using var server = new FaultyServer((context, _) => FaultyServer.SendAsync(
            context, context.Request.Url!.AbsolutePath.EndsWith(".zst", StringComparison.Ordinal) ? Page : Json));

        Assert.IsTrue((await Load(server, Quick, isCached: true))[0].Contains("tool"));
    }

    [TestMethod]
    public async Task A_damaged_cached_file_is_fetched_anew()
    {
        using var server = new FaultyServer(async (context, _) =>
        {
            context.Response.Headers["Cache-Control"] = "max-age=1200";
            await SendPlain(context, Json);
        });
        await Load(server, Quick, isCached: true);
        foreach (var path in Directory.EnumerateFiles(_folder.Path, "*repodata.json"))
        {
            await File.WriteAllBytesAsync(path, Page, TestContext.CancellationToken);
        }

        Assert.IsTrue((await Load(server, Quick, isCached: true))[0].Contains("tool"));
    }

    [TestMethod]
    public async Task A_cache_that_cannot_be_written_is_told()
    {
        using var server = new FaultyServer((context, _) => SendPlain(context, Json));
        var source = new RepodataSource(_client, _folder.Write("cache", "a file, no folder"), Quick, _reporter);
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => Load(source, server));

        Assert.AreEqual("ENV0004", error.Diagnostics.Single().Code);
    }

    private static Task SendPlain(HttpListenerContext context, byte[] bytes)
    {
        if (context.Request.Url!.AbsolutePath.EndsWith(".json", StringComparison.Ordinal))
        {
            return FaultyServer.SendAsync(context, bytes);
        }

        FaultyServer.Fail(context, HttpStatusCode.NotFound);
        return Task.CompletedTask;
    }

    private Task<IReadOnlyList<RepodataIndex>> Load(FaultyServer server, FetchOptions options, bool isCached) =>
        Load(new RepodataSource(_client, isCached ? _folder.Path : null, options, _reporter), server);

    private async Task<IReadOnlyList<RepodataIndex>> Load(RepodataSource source, FaultyServer server)
    {
        Channel[] channels = [Conda.Channel.Parse(server.Url + "c")];
        return (await source.LoadAsync(channels, Subdirs.NoArch, TestContext.CancellationToken)).Indexes;
    }

    private async Task<Diagnostic> Refuse(FaultyServer server, FetchOptions options, bool isCached)
    {
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => Load(server, options, isCached));
        return error.Diagnostics.Single();
    }
}
