namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>A cache that was damaged: what it held is fetched anew, and nothing wrong is read from it.</summary>
[TestClass]
public sealed class DamagedCacheTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(Wanted.Repodata)]
    [DataRow(Wanted.ShardIndex)]
    [DataRow(Wanted.Shard)]
    [DataRow(Wanted.Package)]
    public async Task Any_flipped_bit_is_noticed(Wanted wanted) => await DamageAsync(
        wanted,
        (bytes, round) =>
        {
            bytes[(int)(round * 7919L % bytes.Length)] ^= (byte)(1 << (round % 8));
            return bytes;
        });

    [TestMethod]
    [DataRow(Wanted.Repodata)]
    [DataRow(Wanted.ShardIndex)]
    [DataRow(Wanted.Shard)]
    [DataRow(Wanted.Package)]
    public async Task Any_cut_is_noticed(Wanted wanted) => await DamageAsync(
        wanted, (bytes, round) => bytes[..(int)(round * 7919L % bytes.Length)]);

    private async Task DamageAsync(Wanted wanted, Func<byte[], int, byte[]> damage)
    {
        using var channel = new MisbehavingChannel(wanted) { MaxAge = "max-age=1200" };
        for (var round = 0; round < 40; round++)
        {
            await channel.FetchAsync(TestContext.CancellationToken);
            foreach (var path in Directory.EnumerateFiles(channel.CacheFolder, "*", SearchOption.AllDirectories))
            {
                var bytes = await File.ReadAllBytesAsync(path, TestContext.CancellationToken);
                if (bytes.Length > 0)
                {
                    // A file that is mapped is never written into: it is replaced, as whoever restores a disk does.
                    File.Delete(path);
                    await File.WriteAllBytesAsync(path, damage(bytes, round), TestContext.CancellationToken);
                }
            }
        }

        await channel.FetchAsync(TestContext.CancellationToken);
    }
}
