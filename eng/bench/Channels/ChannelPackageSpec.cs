namespace EnvBuild.Benchmarks.Channels;

/// <summary>A package to generate.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Size">Bytes of its files; the last file may go over it.</param>
internal sealed record ChannelPackageSpec(string Name, string Version, long Size)
{
    // A number for each package, the same on every machine.
    public int Seed => $"{Name}={Version}".Aggregate(17, (seed, letter) => unchecked((seed * 31) + letter));

    public string Stem => $"{Name}-{Version}-0";
}
