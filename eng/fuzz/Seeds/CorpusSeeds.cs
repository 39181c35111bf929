using System.Text.Json;
using ZstdSharp;

namespace EnvBuild.Fuzzing.Seeds;

/// <summary>Real cases of other people, which stand beside the repository.</summary>
/// <param name="corpus">Absolute folder of the corpus; <see langword="null"/> for none.</param>
/// <param name="channel">Absolute folder of a real channel; <see langword="null"/> for none.</param>
internal sealed class CorpusSeeds(string? corpus, string? channel)
{
    private const int LargestLock = 60_000;
    private const int LargestArchive = 40_000;

    /// <summary>Every text of a JSON file, each once.</summary>
    public IEnumerable<string> Texts(string relativePath)
    {
        if (corpus is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(corpus, relativePath)));
        return
        [
            .. TextsOf(document.RootElement)
                .Where(text => text.Length < 200).Distinct(StringComparer.Ordinal).Take(20_000),
        ];
    }

    /// <summary>Lock files.</summary>
    public IEnumerable<string> Locks() => corpus is null
        ? []
        : Directory.EnumerateFiles(Path.Combine(corpus, "conda/locks"), "*lock*.y*ml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length < LargestLock)
            .Select(File.ReadAllText);

    /// <summary>Pieces of real repodata.</summary>
    public IEnumerable<byte[]> Repodata() => channel is null
        ? []
        : RepodataSeeds.Cut(File.ReadAllText(Path.Combine(channel, "linux-64/repodata.json")), 10);

    /// <summary>Indexes of shards, unpacked.</summary>
    public IEnumerable<byte[]> ShardIndexes() => Unpacked("repodata_shards.msgpack.zst", SearchOption.AllDirectories);

    /// <summary>Shards, unpacked.</summary>
    public IEnumerable<byte[]> Shards() => channel is null ? [] : Unpacked("*.msgpack.zst", SearchOption.AllDirectories)
        .Where(bytes => bytes.Length < 20_000).Take(60);

    /// <summary>Small packages of a format.</summary>
    public IEnumerable<byte[]> Archives(string extension) => channel is null
        ? []
        : Directory.EnumerateFiles(channel, "*" + extension, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length < LargestArchive)
            .Select(File.ReadAllBytes);

    private IEnumerable<byte[]> Unpacked(string pattern, SearchOption option)
    {
        if (channel is null)
        {
            yield break;
        }

        using var decompressor = new Decompressor();
        foreach (var path in Directory.EnumerateFiles(channel, pattern, option).Order(StringComparer.Ordinal))
        {
            yield return decompressor.Unwrap(File.ReadAllBytes(path)).ToArray();
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => TextsOf(property.Value)),
        _ => [],
    };
}
