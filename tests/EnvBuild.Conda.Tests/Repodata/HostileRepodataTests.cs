using System.Text;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Conda.Repodata.Shards;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;
using ZstdSharp;

namespace EnvBuild.Conda.Tests.Repodata;

/// <summary>Repodata that is no Unicode, and indexes whose numbers lead out of them.</summary>
[TestClass]
public sealed class HostileRepodataTests
{
    private const string Record = "\"tool-1-0.conda\": {\"name\": \"tool\", \"version\": \"1\", \"build\": \"0\"}";

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("""{"removed": ["\ud800"], "packages.conda": {RECORD}}""")]
    [DataRow("""{"\udc00": 1, "packages.conda": {RECORD}}""")]
    [DataRow("""{"info": {"\ud800": "x", "base_url": ""}, "packages.conda": {RECORD}}""")]
    [DataRow("""{"info": {"subdir": "\ud800"}, "packages.conda": {RECORD}}""")]
    [DataRow("""{"info": {"subdir": "\u00ff"}, "packages.conda": {RECORD}}""")]
    [DataRow("""{"packages.conda": {"\ud800.conda": {"name": "\ud800", "version": "1", "build": "0"}, RECORD}}""")]
    public async Task Texts_that_are_no_Unicode_do_not_cost_the_channel(string json)
    {
        using var folder = new TemporaryFolder();
        var bytes = Encoding.Latin1.GetBytes(json.Replace("RECORD", Record, StringComparison.Ordinal));
        Directory.CreateDirectory(folder["noarch"]);
        await File.WriteAllBytesAsync(folder["noarch/repodata.json"], bytes, TestContext.CancellationToken);
        var loaded = await new RepodataSource(null, null, FetchOptions.Default, NullReporter.Instance)
            .LoadAsync([Conda.Channel.Parse(folder.Path)], Subdirs.NoArch, TestContext.CancellationToken);
        Assert.AreEqual("tool", loaded.Indexes[0].RecordsOf("tool").Single().Name);
    }

    [TestMethod]
    public void An_index_is_refused_wherever_it_is_cut_and_whatever_its_head_says()
    {
        var whole = IndexOf($"{{\"packages.conda\": {{ {Record} }}}}");
        for (var length = 0; length < whole.Length; length++)
        {
            _ = Assert.ThrowsExactly<InvalidDataException>(() => new IndexReader(whole.AsMemory(0, length)));
        }

        // Each number of the head but the mark, made too large and negative.
        for (var at = sizeof(ulong); at < 104; at += sizeof(int))
        {
            foreach (var value in (int[])[int.MaxValue, int.MinValue, -1, 0x7FFF_FFF0])
            {
                var damaged = whole.ToArray();
                BitConverter.TryWriteBytes(damaged.AsSpan(at), value);
                _ = Assert.ThrowsExactly<InvalidDataException>(() => ReadAll(damaged), $"{value} at {at}");
            }
        }
    }

    [TestMethod]
    public async Task A_shard_that_claims_to_be_large_costs_no_more_than_it_has()
    {
        // A frame whose head promises 200 MB, with one block of one byte that is repeated once.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0, 0, 0xBF, 0x0B, 0x0B, 0, 0, 0x41];
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsExactlyAsync<InvalidDataException>(
            () => ShardUnpacking.UnpackAsync(frame, TestContext.CancellationToken));
        Assert.IsLessThan(16L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public async Task A_shard_that_unpacks_to_too_much_is_refused()
    {
        using var compressor = new Compressor(1);
        var bomb = compressor.Wrap(new byte[300 << 20]).ToArray();
        await Assert.ThrowsExactlyAsync<InvalidDataException>(
            () => ShardUnpacking.UnpackAsync(bomb, TestContext.CancellationToken));
    }

    private static byte[] IndexOf(string json)
    {
        using var stream = new MemoryStream();
        var builder = new IndexBuilder(stream);
        var reader = new RepodataJsonReader(builder);
        _ = reader.Read(Encoding.UTF8.GetBytes(json), isFinal: true);
        builder.Finish(reader.Info);
        return stream.ToArray();
    }

    private static void ReadAll(byte[] bytes)
    {
        var reader = new IndexReader(bytes);
        var channel = Conda.Channel.Parse("https://example.org/c");
        var index = new RepodataIndex(channel, Subdirs.NoArch, "https://example.org/c/noarch", reader);
        Assert.IsNotEmpty(index.Names.SelectMany(name => index.RecordsOf(name)));

        // Nothing in the head is without a meaning, or nothing would be noticed.
        Assert.Fail("it was read");
    }
}
