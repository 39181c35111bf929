using System.Text;

namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>The least MessagePack that a channel with one package needs (CEP 16).</summary>
internal static class ShardBytes
{
    public static byte[] Index(string name, string shardSha256) =>
    [
        0x83, .. Text("version"), 1,
        .. Text("info"), 0x82, .. Text("base_url"), .. Text(""), .. Text("shards_base_url"), .. Text("shards/"),
        .. Text("shards"), 0x81, .. Text(name), 0xC4, 32, .. Convert.FromHexString(shardSha256),
    ];

    public static byte[] Shard(string fileName, string sha256, int size) =>
    [
        0x81, .. Text("packages.conda"), 0x81, .. Text(fileName), 0x86,
        .. Text("name"), .. Text("tool"), .. Text("version"), .. Text("1"), .. Text("build"), .. Text("0"),
        .. Text("build_number"), 0, .. Text("sha256"), 0xC4, 32, .. Convert.FromHexString(sha256),
        .. Text("size"), 0xCE, (byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size,
    ];

    private static byte[] Text(string text) => [(byte)(0xA0 | text.Length), .. Encoding.ASCII.GetBytes(text)];
}
