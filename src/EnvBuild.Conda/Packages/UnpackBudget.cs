using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Packages;

/// <summary>What an archive may still unpack to.</summary>
internal sealed class UnpackBudget(string fileName, long packedSize, PackageArchiveOptions options)
{
    private readonly long _maximumSize = Math.Min(
        options.MaximumSize,
        Math.Max(options.RatioFloor, packedSize > long.MaxValue / options.MaximumRatio
            ? long.MaxValue
            : packedSize * options.MaximumRatio));

    private long _size;
    private long _text;
    private int _entries;

    public void Spend(int bytes)
    {
        _size += bytes;
        if (_size > _maximumSize)
        {
            throw DiagnosticCatalog.PackageTooLarge.Exception(null, fileName, $"{_maximumSize} bytes");
        }
    }

    /// <summary>Paths are kept in memory, whatever the content is.</summary>
    public void SpendText(int characters)
    {
        _text += characters;
        if (_text > options.MaximumPathText)
        {
            throw DiagnosticCatalog.PackageTooLarge.Exception(
                null, fileName, $"{options.MaximumPathText} characters of paths");
        }
    }

    public void SpendEntry()
    {
        if (++_entries > options.MaximumEntries)
        {
            throw DiagnosticCatalog.PackageTooLarge.Exception(null, fileName, $"{options.MaximumEntries} entries");
        }
    }
}
