using System.Security.Cryptography;
using System.Text;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Tests.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Access;

/// <summary>Channels that are elsewhere for this machine: aliases, custom channels, mirrors.</summary>
[TestClass]
public sealed class PlaceTests : IDisposable
{
    private static readonly byte[] Archive = Encoding.UTF8.GetBytes("the archive of a package");

    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [TestMethod]
    [DataRow("channel_alias: {0}/conda", "team", "/conda/team/noarch/repodata.json")]
    [DataRow("channel_alias: {0}/conda", "https://conda.anaconda.org/team", "/conda/team/noarch/repodata.json")]
    [DataRow("custom_channels: {{team: {0}/own}}", "team", "/own/team/noarch/repodata.json")]
    [DataRow("custom_channels: {{team: {0}/own}}", "team/label/dev", "/own/team/label/dev/noarch/repodata.json")]
    [DataRow("custom_channels: {{pkgs/main: {0}/own}}", "pkgs/main", "/own/pkgs/main/noarch/repodata.json")]
    [DataRow("default_channels: ['{0}/copy/pkgs/main']", "pkgs/main", "/copy/pkgs/main/noarch/repodata.json")]
    [DataRow("mirrored_channels: {{team: ['{0}/mirror']}}", "team", "/mirror/noarch/repodata.json")]
    [DataRow(
        "channel_alias: {0}/new\nmigrated_channel_aliases: ['https://old.example.com/conda']",
        "https://old.example.com/conda/team",
        "/new/team/noarch/repodata.json")]
    [DataRow("channel_alias: ${{PLACE}}/conda", "team", "/conda/team/noarch/repodata.json")]
    public async Task A_channel_is_fetched_where_conda_says_and_keeps_its_name(string text, string channel, string path)
    {
        using var server = Serving(path, Machine.Repodata);
        _machine.Variables["PLACE"] = server.Url;
        _machine.Write("home/.condarc", string.Format(null, text, server.Url));
        var index = await _machine.LoadAsync(channel);

        Assert.AreEqual(Channel.Parse(channel).BaseUrl, index.Channel.BaseUrl);
        Assert.AreEqual(
            $"{Channel.Parse(channel).BaseUrl}/noarch/tool-1-0.conda", index.RecordsOf("tool").Single().Url);
        Assert.Contains(path, server.Requests);
    }

    [TestMethod]
    public async Task A_place_may_be_a_folder()
    {
        _machine.Write("copy/team/noarch/repodata.json", Encoding.UTF8.GetString(Machine.Repodata));
        _machine.Write("home/.condarc", $"custom_channels:\n  team: {_machine.Path("copy")}\noffline: true\n");

        Assert.IsTrue((await _machine.LoadAsync("team")).Contains("tool"));
    }

    [TestMethod]
    [DataRow("down")]
    [DataRow("fails")]
    [DataRow("lacks")]
    [DataRow("refuses")]
    [DataRow("folder")]
    public async Task The_next_mirror_is_asked(string trouble)
    {
        using var good = Serving("/b/noarch/repodata.json", Machine.Repodata);
        using var bad = new ChannelServer((_, response) =>
        {
            response.StatusCode = trouble switch { "fails" => 503, "refuses" => 403, _ => 404 };
            return null;
        });
        var first = trouble switch
        {
            "down" => "http://127.0.0.1:1/a",
            "folder" => "file://" + _machine.Path("nothing"),
            _ => $"{bad.Url}/a",
        };
        _machine.Write("home/.condarc", $"mirrored_channels:\n  team:\n    - {first}\n    - {good.Url}/b\n");

        Assert.IsTrue((await _machine.LoadAsync("team")).Contains("tool"));
    }

    [TestMethod]
    public async Task A_mirror_that_is_down_is_asked_once()
    {
        var requests = 0;
        using var bad = new ChannelServer((_, response) =>
        {
            Interlocked.Increment(ref requests);
            response.StatusCode = 503;
            return null;
        });
        using var good = Serving("/noarch/repodata.json", Machine.Repodata);
        Mirror(bad.Url, good.Url);

        Assert.IsTrue((await _machine.LoadAsync("team")).Contains("tool"));
        Assert.AreEqual(1, requests);
    }

    [TestMethod]
    public async Task A_channel_is_not_missing_while_a_mirror_is_down()
    {
        using var empty = Serving("/nothing", []);
        Mirror("http://127.0.0.1:1", empty.Url);
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.LoadAsync("team"));

        Assert.AreEqual("ENV3012", error.Diagnostics.Single().Code);
        Assert.Contains("127.0.0.1:1", error.Diagnostics.Single().Message);
    }

    [TestMethod]
    public async Task A_mirror_with_another_file_does_no_harm()
    {
        using var wrong = Serving("/noarch/tool-1-0.conda", Encoding.UTF8.GetBytes("another thing, of some length"));
        using var right = Serving("/noarch/tool-1-0.conda", Archive);
        Mirror(wrong.Url, right.Url);
        var package = await FetchAsync(Source());

        CollectionAssert.AreEqual(Archive, await File.ReadAllBytesAsync(package.Path));
        Assert.HasCount(1, wrong.Requests);
    }

    [TestMethod]
    public async Task Nothing_is_taken_if_all_mirrors_have_another_file()
    {
        using var first = Serving("/noarch/tool-1-0.conda", Encoding.UTF8.GetBytes("another thing, of some length"));
        using var second = Serving("/noarch/tool-1-0.conda", Encoding.UTF8.GetBytes("yet another"));
        Mirror(first.Url, second.Url);
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => FetchAsync(Source()));

        Assert.AreEqual("ENV4002", error.Diagnostics.Single().Code);
        Assert.AreEqual(2, first.Requests.Count + second.Requests.Count);
    }

    [TestMethod]
    public async Task A_package_that_one_mirror_lacks_comes_from_the_next()
    {
        using var first = Serving("/nothing", []);
        using var second = Serving("/noarch/tool-1-0.conda", Archive);
        Mirror(first.Url, second.Url);

        Assert.AreEqual(Archive.Length, (await FetchAsync(Source())).Size);
    }

    [TestMethod]
    public async Task A_package_is_not_fetched_offline_unless_it_is_cached()
    {
        using var server = Serving("/noarch/tool-1-0.conda", Archive);
        Mirror(server.Url);
        _machine.Variables["CONDA_OFFLINE"] = "1";
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => FetchAsync(Source()));
        Assert.AreEqual("ENV3015", error.Diagnostics.Single().Code);
        Assert.IsEmpty(server.Requests);

        _machine.Variables["CONDA_OFFLINE"] = "0";
        await FetchAsync(Source());
        _machine.Variables["CONDA_OFFLINE"] = "1";
        Assert.AreEqual(Archive.Length, (await FetchAsync(Source())).Size);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task A_secret_of_a_place_is_in_nothing_that_is_kept_or_said()
    {
        using var server = Serving("/t/s3cr3t-token/team/noarch/repodata.json", Machine.Repodata);
        var place = server.Url.Replace("//", "//me:s3cr3t@", StringComparison.Ordinal) + "/t/s3cr3t-token";
        _machine.Write("home/.condarc", $"custom_channels: {{team: '{place}'}}\n");
        Assert.IsTrue((await _machine.LoadAsync("team")).Contains("tool"));
        Assert.DoesNotContain("s3cr3t", _machine.Traces());

        _machine.Write("home/.condarc", $"mirrored_channels: {{lost: ['{place}', 'http://u:s3cr3t@127.0.0.1:1/x']}}\n");
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.LoadAsync("lost"));
        Assert.DoesNotContain("s3cr3t", error.Diagnostics.Single().ToString());
        Assert.DoesNotContain("s3cr3t", _machine.Traces());
    }

    [TestMethod]
    public async Task Mirrors_that_cannot_be_fetched_from_are_passed_over_with_a_warning()
    {
        using var server = Serving("/noarch/repodata.json", Machine.Repodata);
        Mirror("oci://ghcr.io/channel-mirrors/team", server.Url);

        Assert.IsTrue((await _machine.LoadAsync("team")).Contains("tool"));
        Assert.AreEqual("ENV3019", _machine.Reporter.Diagnostics.First().Code);
    }

    [TestMethod]
    public async Task A_channel_whose_only_mirror_cannot_be_fetched_from_is_not_asked_for_elsewhere()
    {
        Mirror("s3://bucket/team");
        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.LoadAsync("team"));
        Assert.AreEqual("ENV0032", error.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("denylist_channels: [team]", "team", false)]
    [DataRow("denylist_channels: [team]", "teamwork", true)]
    [DataRow("denylist_channels: [defaults]", "pkgs/r", false)]
    [DataRow("allowlist_channels: [team]", "team", true)]
    [DataRow("allowlist_channels: [other]", "team", false)]
    [DataRow("whitelist_channels: [other]", "team", false)]
    [DataRow("allowlist_channels: [team]\ndenylist_channels: [team]", "team", false)]
    [DataRow("allowlist_channels: [group]\ncustom_multichannels: {group: [team]}", "team", true)]
    public async Task Channels_are_allowed_and_denied(string text, string channel, bool isAllowed)
    {
        using var server = Serving($"/{channel}/noarch/repodata.json", Machine.Repodata);
        _machine.Write(
            "home/.condarc", $"{text}\nchannel_alias: {server.Url}\ndefault_channels: ['{server.Url}/pkgs/r']\n");
        if (isAllowed)
        {
            Assert.IsTrue((await _machine.LoadAsync(channel)).Contains("tool"));
            return;
        }

        var error = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => _machine.LoadAsync(channel));
        Assert.AreEqual("ENV3017", error.Diagnostics.Single().Code);
        Assert.IsEmpty(server.Requests);
    }

    private static ChannelServer Serving(string path, byte[] body) => new((request, response) =>
    {
        if (request.Url!.AbsolutePath == path)
        {
            return body;
        }

        response.StatusCode = 404;
        return null;
    });

    private static PackageSource Source() => new(
        "https://conda.anaconda.org/team/noarch/tool-1-0.conda",
        "tool-1-0.conda",
        Convert.ToHexStringLower(SHA256.HashData(Archive)),
        null,
        null);

    private void Mirror(params string[] urls) => _machine.Write(
        "home/.condarc", $"mirrored_channels:\n  team: [{string.Join(", ", urls.Select(url => $"'{url}'"))}]\n");

    private async Task<FetchedPackage> FetchAsync(PackageSource source)
    {
        using var client = await _machine.OpenClientAsync();
        var fetcher = new PackageFetcher(client, _machine.Cache, _machine.Reporter, await _machine.ReadOptionsAsync());
        return await fetcher.FetchAsync(source, CancellationToken.None);
    }
}
