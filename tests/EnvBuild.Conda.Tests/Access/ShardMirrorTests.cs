using System.Security.Cryptography;
using System.Text;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Tests.Repodata;
using ZstdSharp;

namespace EnvBuild.Conda.Tests.Access;

/// <summary>Shards (CEP 16) through mirrors that want credentials.</summary>
[TestClass]
public sealed class ShardMirrorTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_shard_that_a_mirror_lacks_or_has_wrong_comes_from_the_next(bool isWrong)
    {
        byte[] record =
        [
            .. Header(3), .. Text("name"), .. Text("tool"), .. Text("version"), .. Text("1"),
            .. Text("build"), .. Text("0"),
        ];
        var shard = Pack(Map("packages.conda", Map("tool-1-0.conda", record)));
        var hash = SHA256.HashData(shard);
        var index = Pack(
        [
            .. Header(3),
            .. Text("version"), 1,
            .. Text("info"), .. Header(2),
            .. Text("base_url"), .. Text(""), .. Text("shards_base_url"), .. Text("./s/"),
            .. Text("shards"), .. Map("tool", [0xC4, 32, .. hash]),
        ]);
        var name = $"/noarch/s/{Convert.ToHexStringLower(hash)}.msgpack.zst";
        using var first = Serving(index, name, isWrong ? Pack(Text("something else")) : null);
        using var second = Serving(index, name, shard);
        _machine.Write("home/.condarc", $"mirrored_channels: {{team: ['{first.Url}', '{second.Url}']}}\n");
        _machine.Write("home/.netrc", "machine 127.0.0.1 login me password s3cr3t\n");

        using var client = await _machine.OpenClientAsync();
        var source = new RepodataSource(client, _machine.Cache, await _machine.ReadOptionsAsync(), _machine.Reporter);
        var loaded = await source.LoadAsync([Channel.Parse("team")], "noarch", RepodataNames.Only("tool"), default);

        Assert.IsTrue(loaded.Indexes.Single().Contains("tool"));
        Assert.AreEqual(
            "https://conda.anaconda.org/team/noarch/tool-1-0.conda",
            loaded.Indexes[0].RecordsOf("tool").Single().Url);
        Assert.Contains(name, first.Requests);
        Assert.Contains(name, second.Requests);
        Assert.DoesNotContain("s3cr3t", _machine.Traces());
    }

    private static ChannelServer Serving(byte[] index, string name, byte[]? shard) => new((request, response) =>
    {
        var body = request.Url!.AbsolutePath switch
        {
            "/noarch/repodata_shards.msgpack.zst" => index,
            var path when path == name => shard,
            _ => null,
        };
        var isKnown = request.Headers["Authorization"] is not null;
        response.StatusCode = !isKnown ? 401 : body is null ? 404 : 200;
        return isKnown ? body : null;
    });

    // MessagePack in its smallest part: maps of at most 15 entries, texts of at most 255 bytes.
    private static byte[] Header(int count) => [(byte)(0x80 | count)];

    private static byte[] Map(string key, byte[] value) => [.. Header(1), .. Text(key), .. value];

    private static byte[] Text(string text) =>
        [0xD9, (byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Pack(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
