using System.Collections.Immutable;
using EnvBuild.SampleChannel;

namespace EnvBuild.EndToEnd.Tests.Robustness;

/// <summary>A channel of packages whose content cannot be compressed, so that writing a layer takes its time.</summary>
internal static class PayloadChannel
{
    public const int Parts = 6;

    /// <summary>Writes versions 1.0, 1.1… of <c>payload</c>; each needs <see cref="Parts"/> others.</summary>
    public static void Write(string folder, int versions, int bytesOfPart) => ChannelWriter.Write(
        folder,
        Enumerable.Range(0, versions).SelectMany(version => Version(version, bytesOfPart)));

    private static IEnumerable<PackageRecipe> Version(int version, int bytesOfPart)
    {
        var parts = Enumerable.Range(0, Parts).Select(part => new PackageRecipe($"part{part}", $"1.{version}", "noarch")
        {
            Files = [new PackageFile($"share/part{part}", Noise((version * Parts) + part, bytesOfPart), false, false)],
        });
        var depends = Enumerable.Range(0, Parts).Select(part => $"part{part} 1.{version}").ToImmutableArray();
        return parts.Append(new PackageRecipe("payload", $"1.{version}", "noarch") { Depends = depends });
    }

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // The same bytes in every run are wanted; they keep no secret.
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }
}
