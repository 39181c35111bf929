using System.Formats.Tar;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;
using ZstdSharp;

namespace EnvBuild.SampleChannel;

/// <summary>Packs a recipe (CEP 35), without clock or user.</summary>
internal static class PackageArchiveWriter
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(PackageRecipe recipe) =>
        recipe.Format == ArchiveFormat.Conda ? Conda(recipe) : TarBz2(recipe);

    private static byte[] TarBz2(PackageRecipe recipe)
    {
        using var tar = new MemoryStream(Tar([.. PackageInfo.Files(recipe), .. recipe.Files]));
        using var result = new MemoryStream();
        BZip2.Compress(tar, result, isStreamOwner: false, level: 9);
        return result.ToArray();
    }

    private static byte[] Conda(PackageRecipe recipe)
    {
        using var result = new MemoryStream();
        using (var zip = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            Store(zip, "metadata.json", "{\"conda_pkg_format_version\": 2}"u8);
            Store(zip, $"pkg-{recipe.Stem}.tar.zst", Zstd(Tar(recipe.Files)));
            Store(zip, $"info-{recipe.Stem}.tar.zst", Zstd(Tar(PackageInfo.Files(recipe))));
        }

        return result.ToArray();
    }

    private static void Store(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static ReadOnlySpan<byte> Zstd(byte[] content)
    {
        using var compressor = new Compressor(19);
        return compressor.Wrap(content).ToArray();
    }

    private static byte[] Tar(IEnumerable<PackageFile> files)
    {
        using var result = new MemoryStream();
        using (var writer = new TarWriter(result, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var file in files)
            {
                using var content = new MemoryStream(file.Content.ToArray());
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    DataStream = content,
                    Mode = (UnixFileMode)Convert.ToInt32(file.IsExecutable ? "755" : "644", 8),
                    ModificationTime = Epoch,
                });
            }
        }

        return result.ToArray();
    }
}
