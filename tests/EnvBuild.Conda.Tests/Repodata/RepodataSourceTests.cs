using System.Net;
using System.Text;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;
using ZstdSharp;

namespace EnvBuild.Conda.Tests.Repodata;

[TestClass]
public sealed class RepodataSourceTests
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        """
        {"info": {"subdir": "noarch"}, "packages": {}, "packages.conda": {
          "tool-1-0.conda": {"name": "tool", "version": "1", "build": "0", "build_number": 0}}}
        """);

    private static readonly FetchOptions Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromMilliseconds(5),
    };

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task The_compressed_form_is_asked_first_and_the_plain_one_next()
    {
        using var server = new ChannelServer(
            (request, response) => Answer(request, response, "/c/noarch/repodata.json", Json));
        using var client = new HttpClient();
        var indexes = await Load(client, null, $"{server.Url}/c");

        Assert.HasCount(1, indexes);
        Assert.AreEqual("tool", indexes[0].RecordsOf("tool").Single().Name);
        CollectionAssert.AreEqual(
            new[] { "/c/noarch/repodata.json.zst", "/c/noarch/repodata.json.bz2", "/c/noarch/repodata.json" },
            server.Requests.Where(path => path.Contains("noarch")).ToArray());
    }

    [TestMethod]
    public async Task A_cached_file_is_confirmed_by_its_tag_and_not_sent_again()
    {
        using var folder = new TemporaryFolder();
        var sent = 0;
        using var server = new ChannelServer((request, response) =>
        {
            if (request.Headers["If-None-Match"] == "\"one\"")
            {
                response.StatusCode = 304;
                return null;
            }

            var body = Answer(request, response, "/c/noarch/repodata.json.zst", Compressed);
            sent += body is null ? 0 : 1;
            response.Headers["ETag"] = "\"one\"";
            return body;
        });
        using var client = new HttpClient();

        await Load(client, folder.Path, $"{server.Url}/c");
        var again = await Load(client, folder.Path, $"{server.Url}/c");

        Assert.AreEqual(1, sent);
        Assert.IsTrue(again[0].Contains("tool"));
    }

    [TestMethod]
    public async Task A_fresh_file_is_used_without_asking()
    {
        using var folder = new TemporaryFolder();
        using var server = new ChannelServer((request, response) =>
        {
            response.Headers["Cache-Control"] = "public, max-age=1200";
            return Answer(request, response, "/c/noarch/repodata.json.zst", Compressed);
        });
        using var client = new HttpClient();

        await Load(client, folder.Path, $"{server.Url}/c");
        await Load(client, folder.Path, $"{server.Url}/c");

        Assert.AreEqual(1, server.Requests.Count(path => path == "/c/noarch/repodata.json.zst"));
    }

    [TestMethod]
    public async Task A_server_that_stumbles_is_asked_again()
    {
        var failures = 2;
        using var server = new ChannelServer((request, response) =>
        {
            if (request.Url!.AbsolutePath.Contains("noarch") && failures-- > 0)
            {
                response.StatusCode = 503;
                return null;
            }

            return Answer(request, response, "/c/noarch/repodata.json.zst", Compressed);
        });
        using var client = new HttpClient();

        Assert.HasCount(1, await Load(client, null, $"{server.Url}/c"));
    }

    [TestMethod]
    public async Task Half_a_file_never_becomes_a_cached_one()
    {
        using var folder = new TemporaryFolder();
        var isWhole = false;
        using var server = new ChannelServer((request, response) =>
            Answer(request, response, "/c/noarch/repodata.json.zst", isWhole ? Compressed : Compressed[..^8]));
        using var client = new HttpClient();

        await Assert.ThrowsExactlyAsync<EnvBuildException>(() => Load(client, folder.Path, $"{server.Url}/c"));
        isWhole = true;
        Assert.IsTrue((await Load(client, folder.Path, $"{server.Url}/c"))[0].Contains("tool"));
    }

    [TestMethod]
    public async Task Credentials_are_sent_and_never_kept()
    {
        using var folder = new TemporaryFolder();
        using var server = new ChannelServer(
            (request, response) => Answer(request, response, "/t/tk-secret/c/noarch/repodata.json.zst", Compressed));
        using var client = new HttpClient();
        var reporter = new RecordingReporter();
        var source = new RepodataSource(client, folder.Path, TimeProvider.System, reporter);
        var channel = Conda.Channel.Parse($"{server.Url}/t/tk-secret/c");
        var indexes = (await source.LoadAsync([channel], "linux-64", TestContext.CancellationToken)).Indexes;

        var kept = string.Concat(Directory.EnumerateFiles(folder.Path, "*.json").Select(File.ReadAllText));
        Assert.DoesNotContain("secret", kept + string.Concat(reporter.Details) + indexes[0].RecordsOf("tool")[0].Url);
    }

    [TestMethod]
    [DataRow(403, "ENV3013")]
    [DataRow(404, "ENV3010")]
    public async Task Refusals_are_told(int status, string code)
    {
        using var server = new ChannelServer((_, response) =>
        {
            response.StatusCode = status;
            return null;
        });
        using var client = new HttpClient();
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => Load(client, null, $"{server.Url}/c"));

        Assert.AreEqual(code, error.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("{\"packages\": {\"tool-1-0.tar.bz2\": {\"name\": ")]
    [DataRow("[]")]
    [DataRow("not json")]
    [DataRow("{\"info\": {\"base_url\": \"http://[\"}}")]
    public async Task Broken_repodata_is_told_with_its_place(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("noarch/repodata.json", text);
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => Load(null, null, folder.Path));

        Assert.AreEqual("ENV3011", error.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("{}")]
    [DataRow("""
        {"packages": {"x": {}, "a-b": 3, "a-1-0.conda": {"name": 5, "depends": {}}}, "unknown": [1, {"a": null}]}
        """)]
    public async Task Odd_but_whole_repodata_is_read(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("noarch/repodata.json", text);
        var indexes = await Load(null, null, folder.Path);

        Assert.IsEmpty(indexes[0].Names.SelectMany(name => indexes[0].RecordsOf(name)));
    }

    [TestMethod]
    public async Task Fields_are_read_in_all_their_forms()
    {
        using var folder = new TemporaryFolder();
        folder.Write("noarch/repodata.json", """
            {"info": {"base_url": "../files"}, "removed": ["gone-1-0.conda"], "packages": {
              "old-1-0.tar.bz2": {"name": "old", "version": "1", "build": "0", "build_number": "7", "noarch": true,
                "timestamp": 1500000000, "track_features": "a, b", "features": "f"},
              "gone-1-0.conda": {"name": "gone", "version": "1", "build": "0"}},
             "packages.conda": {
              "new-1.0+x-0.conda": {"name": "new", "version": "1.0+x", "build": "0", "build_number": 1,
                "noarch": "python", "timestamp": 1500000000123, "track_features": ["a"], "size": 12,
                "sha256": "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF",
                "python_site_packages_path": "lib/x"}}}
            """);
        var index = (await Load(null, null, folder.Path))[0];
        var (old, latest) = (index.RecordsOf("old").Single(), index.RecordsOf("new").Single());

        Assert.AreEqual(
            (7L, NoArchKind.Generic, 1_500_000_000_000L, "a b", "f"),
            (old.BuildNumber, old.Noarch, old.Timestamp!.Value, string.Join(' ', old.TrackFeatures),
                old.Features.Single()));
        Assert.AreEqual(
            (1L, NoArchKind.Python, 1_500_000_000_123L, "aabbccddeeff", 12L, "lib/x"),
            (latest.BuildNumber, latest.Noarch, latest.Timestamp!.Value, latest.Sha256![^12..], latest.Size!.Value,
                latest.PythonSitePackagesPath));
        StringAssert.EndsWith(latest.Url, "/files/new-1.0+x-0.conda");
        Assert.IsEmpty(index.RecordsOf("gone"));
    }

    [TestMethod]
    public async Task The_real_channel_is_read_from_its_folder()
    {
        var indexes = await Load(null, null, Corpus.RequireChannel());

        Assert.IsTrue(indexes.Any(index => index.RecordsOf("numpy").Any(record => record.Sha256 is { Length: 64 })));
        Assert.IsTrue(indexes.SelectMany(index => index.Names).Contains("pip"));
    }

    private static byte[] Compressed { get; } = Compress();

    private static byte[] Compress()
    {
        using var compressor = new Compressor();
        return compressor.Wrap(Json).ToArray();
    }

    private static byte[]? Answer(HttpListenerRequest request, HttpListenerResponse response, string path, byte[] body)
    {
        response.StatusCode = request.Url!.AbsolutePath == path ? 200 : 404;
        return request.Url.AbsolutePath == path ? body : null;
    }

    private async Task<IReadOnlyList<RepodataIndex>> Load(HttpClient? client, string? cache, string channel) =>
        (await new RepodataSource(client, cache, Quick, NullReporter.Instance)
            .LoadAsync([Conda.Channel.Parse(channel)], "linux-64", TestContext.CancellationToken)).Indexes;
}
