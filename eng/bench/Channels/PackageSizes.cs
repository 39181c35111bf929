namespace EnvBuild.Benchmarks.Channels;

/// <summary>Sizes as packages have them: many small ones, a few large ones (log-normal).</summary>
internal static class PackageSizes
{
    private const double Spread = 1.3;

    /// <param name="prefix">How the names start.</param>
    /// <param name="count">Number of packages.</param>
    /// <param name="total">Bytes of all.</param>
    public static ChannelPackageSpec[] Draw(string prefix, int count, long total)
    {
#pragma warning disable CA5394 // Sizes of generated packages are no secret.
        var random = new Random(42);
        var weights = Enumerable.Range(0, count).Select(_ => Math.Exp(Spread * Normal(random))).ToArray();
#pragma warning restore CA5394
        var sum = weights.Sum();
        return
        [
            .. weights.Select((weight, i) => new ChannelPackageSpec($"{prefix}{i}", "1.0", (long)(total * weight / sum))),
        ];
    }

    // Box and Muller.
#pragma warning disable CA5394
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
#pragma warning restore CA5394
}
