using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;
using ZstdSharp;

namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>A small channel that serves one of its files wrongly, once or for ever.</summary>
internal sealed class MisbehavingChannel : IDisposable
{
    private const string FileName = "tool-1-0.conda";

    private static readonly byte[] Package =
        [.. Enumerable.Range(0, 200_000).Select(i => (byte)((i * 2654435761L) >> 16))];

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly TemporaryFolder _folder = new();
    // As the product's: redirects are followed where credentials are minded.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly RawServer _server;
    private readonly string _faultyPath;
    private Func<RawRequest, byte[], Task>? _fault;
    private int _left;

    public MisbehavingChannel(Wanted wanted, Func<RawRequest, byte[], Task>? fault = null, int times = int.MaxValue)
    {
        (_fault, _left) = (fault, times);
        var shard = Zstd(ShardBytes.Shard(FileName, Sha256, Package.Length));
        var shardName = Convert.ToHexStringLower(SHA256.HashData(shard));
        _files["/c/noarch/" + FileName] = Package;
        _files[$"/c/noarch/shards/{shardName}.msgpack.zst"] = shard;
        if (wanted is Wanted.ShardIndex or Wanted.Shard)
        {
            _files["/c/noarch/repodata_shards.msgpack.zst"] = Zstd(ShardBytes.Index("tool", shardName));
        }
        else
        {
            _files["/c/noarch/repodata.json.zst"] = Zstd(Json);
        }

        _faultyPath = wanted switch
        {
            Wanted.Repodata => "/c/noarch/repodata.json.zst",
            Wanted.ShardIndex => "/c/noarch/repodata_shards.msgpack.zst",
            Wanted.Shard => $"/c/noarch/shards/{shardName}.msgpack.zst",
            _ => "/c/noarch/" + FileName,
        };
        Wanted = wanted;
        _server = new RawServer(AnswerAsync);
    }

    public Wanted Wanted { get; }

    public FetchOptions Options { get; set; } = new()
    {
        Attempts = 3,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromMilliseconds(5),
        StallTimeout = TimeSpan.FromSeconds(20),
    };

    public string CacheFolder => _folder.Path;

    /// <summary>How long what is served rightly may be used without asking.</summary>
    public string MaxAge { get; init; } = "no-cache";

    /// <summary>Requests for the file that is served wrongly.</summary>
    public int Requests { get; private set; }

    public static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Package));

    private static byte[] Json => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["packages.conda"] = new JsonObject
        {
            [FileName] = new JsonObject
            {
                ["name"] = "tool",
                ["version"] = "1",
                ["build"] = "0",
                ["build_number"] = 0,
                ["sha256"] = Sha256,
                ["size"] = Package.Length,
            },
        },
    }.ToJsonString());

    /// <summary>From now on all is served as it should be.</summary>
    public void Heal() => _fault = null;

    /// <summary>Fetches what is wanted, and checks that it is right.</summary>
    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        if (Wanted == Wanted.Package)
        {
            var url = $"{_server.Url}/c/noarch/{FileName}";
            var source = new PackageSource(url, FileName, Sha256, null, Package.Length);
            var fetched = await new PackageFetcher(_client, _folder.Path, NullReporter.Instance, Options)
                .FetchAsync(source, cancellationToken);
            CollectionAssert.AreEqual(Package, await File.ReadAllBytesAsync(fetched.Path, cancellationToken));
            return;
        }

        var names = Wanted == Wanted.Repodata ? RepodataNames.All : RepodataNames.Only("tool");
        var repodata = new RepodataSource(_client, _folder.Path, Options, NullReporter.Instance);
        var loaded = await repodata.LoadAsync(
            [Conda.Channel.Parse($"{_server.Url}/c")], Subdirs.NoArch, names, cancellationToken);
        Assert.AreEqual(Sha256, loaded.Indexes.Single().RecordsOf("tool").Single().Sha256);
    }

    /// <summary>Files in the cache that are neither complete nor a part that the next attempt goes on with.</summary>
    public IEnumerable<string> Leftovers() => Directory
        .EnumerateFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(_folder.Path, FileName, SearchOption.AllDirectories)
            .Where(path => !File.ReadAllBytes(path).AsSpan().SequenceEqual(Package)));

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    private async Task AnswerAsync(RawRequest request)
    {
        if (!_files.TryGetValue(request.Path, out var file))
        {
            await request.AnswerAsync("404 Not Found", ReadOnlyMemory<byte>.Empty);
            return;
        }

        if (request.Path == _faultyPath)
        {
            Requests++;
            if (_fault is { } fault && _left-- > 0)
            {
                await fault(request, file);
                return;
            }
        }

        await (request.RangeStart is { } start && start < file.Length
            ? request.AnswerAsync(
                "206 Partial Content",
                file.AsMemory(start),
                $"Content-Range: bytes {start}-{file.Length - 1}/{file.Length}\r\n")
            : request.AnswerAsync("200 OK", file, $"Cache-Control: {MaxAge}\r\n"));
    }

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
