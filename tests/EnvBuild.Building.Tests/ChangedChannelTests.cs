using System.Net;
using EnvBuild.Diagnostics;
using EnvBuild.SampleChannel;
using EnvBuild.Testing;

namespace EnvBuild.Building.Tests;

/// <summary>A channel that replaces a package while its repodata still tells of the old one.</summary>
[TestClass]
public sealed class ChangedChannelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly byte[] _staleRepodata;
    private int _staleAnswers = 1;
    private int _repodataRequests;

    public ChangedChannelTests()
    {
        ChannelWriter.Write(_folder["channel"], [Note("before")]);
        _staleRepodata = File.ReadAllBytes(_folder["channel/noarch/repodata.json"]);
        ChannelWriter.Write(_folder["channel"], [Note("after, and longer")]);
        Url = Start();
        _ = Task.Run(ServeAsync);
    }

    public required TestContext TestContext { get; init; }

    private string Url { get; }

    [TestMethod]
    public async Task Repodata_that_is_too_old_is_read_anew_once()
    {
        var outcome = await BuildAsync();
        Assert.IsTrue(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        Assert.AreEqual(2, _repodataRequests);
        Assert.IsTrue((await BuildAsync()).Images.Single().Reused);
    }

    [TestMethod]
    public async Task A_channel_that_stays_at_odds_with_itself_makes_no_image()
    {
        _staleAnswers = int.MaxValue;
        var outcome = await BuildAsync();
        Assert.IsFalse(outcome.Succeeded);
        Assert.IsEmpty(outcome.Images);
        Place.HasCode(DiagnosticCatalog.PackageHashMismatch, outcome);
        Assert.Contains("Build again", outcome.Diagnostics.Last().Message);
        Assert.AreEqual(2, _repodataRequests);
        Assert.IsEmpty(Directory.EnumerateFiles(_folder["cache"], "alpha-*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        _listener.Close();
        _http.Dispose();
        _folder.Dispose();
    }

    private static PackageRecipe Note(string text) =>
        new("alpha", "1.0", "noarch") { Files = [PackageFile.Text("share/alpha", text)] };

    private async Task<BuildOutcome> BuildAsync()
    {
        var definition = _folder.Write(
            "environment.yml", $"name: place\nchannels: ['{Url}']\ndependencies: [alpha]\n");
        var settings = new BuildSettings { StoreFolder = _folder["store"], CacheFolder = _folder["cache"] };
        return await new EnvironmentBuilder(settings, _http, new RecordingReporter())
            .BuildAsync(new BuildRequest { DefinitionPath = definition }, TestContext.CancellationToken);
    }

    private string Start()
    {
        for (var port = 20000 + (System.Environment.ProcessId % 20000); ; port++)
        {
            try
            {
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                _listener.Start();
                return $"http://127.0.0.1:{port}/channel";
            }
            catch (HttpListenerException) when (port < 65000)
            {
                // Somebody else has this port.
            }
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = _folder[context.Request.Url!.AbsolutePath.TrimStart('/')];
        var isRepodata = path.EndsWith("noarch/repodata.json", StringComparison.Ordinal);
        _repodataRequests += isRepodata ? 1 : 0;
        var bytes = isRepodata && _repodataRequests <= _staleAnswers ? _staleRepodata
            : File.Exists(path) && (isRepodata || !path.Contains("repodata", StringComparison.Ordinal))
                ? await File.ReadAllBytesAsync(path)
                : null;
        context.Response.StatusCode = bytes is null ? 404 : 200;
        context.Response.Headers["Cache-Control"] = "max-age=1200";
        try
        {
            await context.Response.OutputStream.WriteAsync(bytes ?? []);
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or IOException)
        {
            // The client has read enough: the package is longer than its repodata says.
        }
    }
}
