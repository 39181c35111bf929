using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Fuzzing.Seeds;

/// <summary>Repodata, small: as JSON, as MessagePack, and as the index that is made of it.</summary>
internal static class RepodataSeeds
{
    private const string Written =
        """
        {"info":{"subdir":"linux-64","base_url":"../files","channel_relations":{"base":"../b"},
          "repodata_revisions":{"v4":{}}},
         "packages":{"old-1-0.tar.bz2":{"name":"old","version":"1","build":"0","build_number":"7","noarch":true,
          "timestamp":1500000000,"track_features":"a, b","features":"f","md5":"00112233445566778899aabbccddeeff"}},
         "packages.conda":{"new-1.0-0.conda":{"name":"New","version":"1.0","build":"0","build_number":1,
          "noarch":"python",
          "depends":["python >=3.8","old"],"constrains":["x <2"],"license":"MIT","license_family":"MIT","size":12,
          "sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","timestamp":1500000000123,
          "extra_depends":{"dev":["pytest"]},"flags":["cuda"],"python_site_packages_path":"lib/x"}},
         "v3":{"conda":{"v-1-0":{"name":"v","version":"1","build":"0","build_number":0}}},
         "removed":["gone-1-0.conda"],"repodata_version":2}
        """;

    /// <summary>What covers all fields.</summary>
    public static byte[] Json { get; } = Encoding.UTF8.GetBytes(Written);

    /// <summary>A few records at a time of a real <c>repodata.json</c>.</summary>
    public static IEnumerable<byte[]> Cut(string json, int pieces)
    {
        var records = JsonNode.Parse(json)!["packages.conda"]!.AsObject().ToList();
        for (var i = 0; i < pieces && i * 3 < records.Count; i++)
        {
            var few = new JsonObject();
            foreach (var (name, record) in records.Skip(i * records.Count / pieces).Take(3))
            {
                few[name] = record!.DeepClone();
            }

            yield return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["packages.conda"] = few });
        }
    }

    /// <summary>The index of repodata.</summary>
    public static byte[] Index(byte[] json)
    {
        using var stream = new MemoryStream();
        var builder = new IndexBuilder(stream);
        var reader = new RepodataJsonReader(builder);
        _ = reader.Read(json, isFinal: true);
        builder.Finish(reader.Info);
        return stream.ToArray();
    }

    /// <summary>An index of shards.</summary>
    public static byte[] ShardIndex { get; } =
    [
        0x83, .. Text("version"), 1, .. Text("info"), 0x83, .. Text("base_url"), .. Text(""),
        .. Text("shards_base_url"), .. Text("shards/"),
        .. Text("channel_relations"), 0x81, .. Text("base"), .. Text("../b"),
        .. Text("shards"), 0x82, .. Text("numpy"), 0xC4, 0x20, .. new byte[32], .. Text("six"), 0xC4, 0x20,
        .. new byte[32],
    ];

    /// <summary>A shard.</summary>
    public static byte[] Shard { get; } =
    [
        0x83, .. Text("packages"), 0x80, .. Text("packages.conda"), 0x81, .. Text("a-1-0.conda"), 0x88,
        .. Text("name"), .. Text("a"), .. Text("version"), .. Text("1"), .. Text("build"), .. Text("0"),
        .. Text("build_number"), 0,
        .. Text("depends"), 0x92, .. Text("b >=1"), .. Text("c"), .. Text("sha256"), 0xC4, 0x20, .. new byte[32],
        .. Text("extra_depends"), 0x81, .. Text("x"), 0x91, .. Text("d"), .. Text("noarch"), 0xC3,
        .. Text("removed"), 0x91, .. Text("g-1-0.conda"),
    ];

    private static byte[] Text(string text) => [(byte)(0xA0 | text.Length), .. Encoding.UTF8.GetBytes(text)];
}
