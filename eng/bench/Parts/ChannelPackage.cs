namespace EnvBuild.Benchmarks.Parts;

/// <summary>A package of a real channel on disk; <c>ENVBUILD_CHANNEL</c> names it.</summary>
internal static class ChannelPackage
{
    /// <summary>Absolute path of the only package whose file name starts like this.</summary>
    public static string Find(string start)
    {
        var channel = Environment.GetEnvironmentVariable("ENVBUILD_CHANNEL")
            ?? throw new InvalidOperationException("ENVBUILD_CHANNEL must name the folder of a conda channel.");
        return Directory.EnumerateFiles(channel, $"{start}*", SearchOption.AllDirectories).Single();
    }
}
