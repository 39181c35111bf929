using System.Text;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Pieces of repodata.</summary>
internal static class JsonTokens
{
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "null", "true", "false", "0",
            "-1", "1e999", "1.5",
            "9223372036854775808", "\"info\":{", "\"packages\":{", "\"packages.conda\":{", "\"v3\":{\"conda\":{",
            "\"removed\":[\"\\ud800\"",
            "\"repodata_version\":2,", "\"a-1-0.conda\":{", "\"name\":\"a\",", "\"version\":\"1\",", "\"build\":\"0\",",
            "\"depends\":[\"b >=1\"],", "\"extra_depends\":{\"x\":[\"y\"]},", "\"base_url\":\"../x\",",
            "\"noarch\":true,",
            "\"timestamp\":1,", "\"size\":-1,", "\"channel_relations\":{\"base\":\"../b\"},",
            "\"repodata_revisions\":{\"v4\":1},",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80],
    ];
}
