namespace EnvBuild.SampleChannel;

/// <summary>The two forms of a conda package (CEP 35).</summary>
public enum ArchiveFormat
{
    /// <summary>A stored zip with two zstd-compressed tar files.</summary>
    Conda,

    /// <summary>One tar file compressed with bzip2.</summary>
    TarBz2,
}
