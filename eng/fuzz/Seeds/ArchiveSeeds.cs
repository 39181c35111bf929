using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ICSharpCode.SharpZipLib.BZip2;
using ZstdSharp;

namespace EnvBuild.Fuzzing.Seeds;

/// <summary>Small packages in all forms of tar, and what makes archives of tars.</summary>
internal static class ArchiveSeeds
{
    private const string Index =
        """{"name":"demo","version":"1.0","build":"0","build_number":0,"depends":[],"subdir":"linux-64"}""";

    private const string PathList =
        """
        {"paths":[{"_path":"bin/a","path_type":"hardlink","prefix_placeholder":"/p","file_mode":"text"},
         {"_path":"lib/l","path_type":"softlink"}],"paths_version":1}
        """;

    private static readonly byte[] Metadata = Encoding.UTF8.GetBytes("""{"conda_pkg_format_version":2}""");

    /// <summary>The tar of <c>info</c>.</summary>
    public static byte[] Info { get; } =
        Tar(TarEntryFormat.Pax, ("info/index.json", Index, null), ("info/paths.json", PathList, null));

    /// <summary>Tars of the files, in each format.</summary>
    public static IReadOnlyList<byte[]> Packages { get; } =
    [
        .. new[] { TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.Ustar }
            .Select(format => Tar(format, ("bin/a", "#!/p/bin/sh\n", null), ("lib/l", "", "../bin/a"))),
        Tar(
            TarEntryFormat.Gnu,
            ("bin/a", "x", null),
            ("lib/l", "", new string('t', 200)),
            (string.Join('/', Enumerable.Repeat("long", 40)), "y", null)),
    ];

    /// <summary>An archive of format version 2.</summary>
    public static byte[] Conda(byte[] package, byte[] info)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Store(zip, "metadata.json", Metadata);
            Store(zip, "pkg-demo-1.0-0.tar.zst", Zstd(package));
            Store(zip, "info-demo-1.0-0.tar.zst", Zstd(info));
        }

        return bytes.ToArray();
    }

    /// <summary>An archive of format version 1, of one tar.</summary>
    public static byte[] BZip2(byte[] tar)
    {
        using var bytes = new MemoryStream();
        using (var bzip2 = new BZip2OutputStream(bytes, 1) { IsStreamOwner = false })
        {
            bzip2.Write(tar);
        }

        return bytes.ToArray();
    }

    /// <summary>The two parts of a package as one tar.</summary>
    public static byte[] Whole(byte[] package) => [.. Info.AsSpan(0, Info.Length - 1024), .. package];

    private static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor(1);
        return compressor.Wrap(bytes).ToArray();
    }

    private static void Store(ZipArchive zip, string name, byte[] bytes)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }

    private static byte[] Tar(TarEntryFormat format, params (string Path, string Text, string? Target)[] files)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (path, text, target) in files)
            {
                var type = target is null ? TarEntryType.RegularFile : TarEntryType.SymbolicLink;
                var entry = Entry(format, type, path);
                entry.ModificationTime = DateTimeOffset.UnixEpoch;
                if (target is not null)
                {
                    entry.LinkName = target;
                }
                else
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
                }

                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string path) => format switch
    {
        TarEntryFormat.Gnu => new GnuTarEntry(type, path),
        TarEntryFormat.Ustar => new UstarTarEntry(type, path),
        _ => new PaxTarEntry(type, path),
    };
}
