using EnvBuild.Conda;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Records that specs are matched with.</summary>
internal static class SampleRecords
{
    public static IReadOnlyList<CondaVersion> Versions { get; } =
    [
        .. new[] { "1", "1.0", "1.8.1", "1.8a1", "2!0.1", "3.11.7", "1.1.1w", "2024a", "1.0+cu118", "0.0.0.dev0" }
            .Select(CondaVersion.Parse),
    ];

    public static IReadOnlyList<PackageRecord> Records { get; } =
    [
        .. Versions.Select((version, i) => new PackageRecord
        {
            Name = i % 2 == 0 ? "numpy" : "python",
            Version = version,
            Build = $"py311h{i}_{i}",
            BuildNumber = i,
            Subdir = i % 3 == 0 ? "noarch" : "linux-64",
            FileName = $"numpy-{version}-py311h{i}_{i}.conda",
            Url = $"https://conda.anaconda.org/conda-forge/linux-64/numpy-{version}-py311h{i}_{i}.conda",
            ChannelName = "conda-forge",
            License = "BSD-3-Clause",
        }),
    ];
}
