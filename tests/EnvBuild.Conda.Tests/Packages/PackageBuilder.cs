using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ICSharpCode.SharpZipLib.BZip2;
using ZstdSharp;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>Makes small packages, good and bad.</summary>
internal sealed class PackageBuilder(string name = "demo")
{
    private readonly List<TarEntry> _entries = [];
    private readonly List<TarEntry> _info = [];
    private readonly JsonArray _paths = [];
    private readonly HashSet<string> _replaced = [];

    public JsonObject Index { get; } = new()
    {
        ["name"] = name,
        ["version"] = "1.0",
        ["build"] = "0",
        ["build_number"] = 0,
        ["depends"] = new JsonArray(),
        ["subdir"] = "linux-64",
    };

    /// <summary>Whether <c>info/paths.json</c> is written.</summary>
    public bool ListsPaths { get; set; } = true;

    public string FormatVersion { get; set; } = """{"conda_pkg_format_version": 2}""";

    /// <summary>Stem of the file name, whatever the index says.</summary>
    public string Stem => $"{name}-1.0-0";

    public PackageBuilder File(
        string path, string text, string? placeholder = null, string mode = "text", int unixMode = 0x1B4) =>
        File(path, Encoding.Latin1.GetBytes(text), placeholder, mode, unixMode);

    public PackageBuilder File(
        string path, byte[] bytes, string? placeholder = null, string mode = "text", int unixMode = 0x1B4)
    {
        var listed = new JsonObject
        {
            ["_path"] = path,
            ["path_type"] = "hardlink",
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            ["size_in_bytes"] = bytes.Length,
        };
        if (placeholder is not null)
        {
            listed["prefix_placeholder"] = placeholder;
            listed["file_mode"] = mode;
        }

        _paths.Add(listed);
        return Entry(TarEntryType.RegularFile, path, unixMode: unixMode, bytes: bytes);
    }

    public PackageBuilder Link(string path, string target) =>
        List(path, "softlink").Entry(TarEntryType.SymbolicLink, path, target);

    public PackageBuilder HardLink(string path, string target) =>
        List(path, "hardlink").Entry(TarEntryType.HardLink, path, target);

    public PackageBuilder List(string path, string type)
    {
        _paths.Add(new JsonObject { ["_path"] = path, ["path_type"] = type });
        return this;
    }

    public PackageBuilder List(JsonObject listed)
    {
        _paths.Add(listed);
        return this;
    }

    public PackageBuilder Info(string file, string text)
    {
        _info.Add(MakeEntry(TarEntryType.RegularFile, "info/" + file, null, 0x1A4, Encoding.UTF8.GetBytes(text)));
        return this;
    }

    public PackageBuilder NoArchPython(params string[] entryPoints)
    {
        Index["noarch"] = "python";
        Index["subdir"] = "noarch";
        return Info("link.json", new JsonObject
        {
            ["noarch"] = new JsonObject
            {
                ["type"] = "python",
                ["entry_points"] = new JsonArray([.. entryPoints.Select(text => JsonValue.Create(text))]),
            },
            ["package_metadata_version"] = 1,
        }.ToJsonString());
    }

    /// <summary>An entry that is in the archive, but in no list.</summary>
    public PackageBuilder Entry(
        TarEntryType type, string path, string? target = null, int unixMode = 0x1B4, byte[]? bytes = null)
    {
        _entries.Add(MakeEntry(type, path, target, unixMode, bytes));
        return this;
    }

    /// <summary>Writes a metadata file that the builder would write otherwise.</summary>
    public PackageBuilder ReplaceInfo(string file, string text)
    {
        _replaced.Add("info/" + file);
        return Info(file, text);
    }

    /// <summary>Takes back a metadata file.</summary>
    public PackageBuilder DropInfo(string file)
    {
        _info.RemoveAll(entry => entry.Name == "info/" + file);
        return this;
    }

    /// <summary>The tar of one of the two parts.</summary>
    public byte[] TarOf(bool info) => Tar(info ? InfoEntries() : _entries);

    public string WriteConda(string folder) => WriteConda(folder, null, null);

    /// <param name="folder">Where to.</param>
    /// <param name="package">Tar to write in place of the real one.</param>
    /// <param name="info">Tar to write in place of the real one.</param>
    public string WriteConda(string folder, byte[]? package, byte[]? info)
    {
        var path = Path.Combine(folder, Stem + ".conda");
        using var zip = new ZipArchive(System.IO.File.Create(path), ZipArchiveMode.Create);
        Store(zip, "metadata.json", Encoding.UTF8.GetBytes(FormatVersion));
        Store(zip, $"pkg-{Stem}.tar.zst", Zstd(package ?? TarOf(false)));
        Store(zip, $"info-{Stem}.tar.zst", Zstd(info ?? TarOf(true)));
        return path;
    }

    /// <param name="folder">Where to.</param>
    /// <param name="streams">Number of bzip2 streams that the tar is cut into.</param>
    public string WriteBzip2(string folder, int streams = 1)
    {
        var path = Path.Combine(folder, Stem + ".tar.bz2");
        var tar = Tar([.. InfoEntries(), .. _entries]);
        using var file = System.IO.File.Create(path);
        foreach (var chunk in tar.Chunk((tar.Length / streams) + 1))
        {
            using var bzip2 = new BZip2OutputStream(file) { IsStreamOwner = false };
            bzip2.Write(chunk);
        }

        return path;
    }

    public static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new Compressor(3);
        return compressor.Wrap(bytes).ToArray();
    }

    public static void Store(ZipArchive zip, string name, byte[] bytes)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }

    private IEnumerable<TarEntry> InfoEntries()
    {
        List<TarEntry> written = [Json("index.json", Index)];
        if (ListsPaths)
        {
            written.Add(Json("paths.json", new JsonObject { ["paths"] = _paths.DeepClone(), ["paths_version"] = 1 }));
        }

        return written.Where(entry => !_replaced.Contains(entry.Name)).Concat(_info);
    }

    private static PaxTarEntry Json(string file, JsonNode node) => MakeEntry(
        TarEntryType.RegularFile, "info/" + file, null, 0x1A4, Encoding.UTF8.GetBytes(node.ToJsonString()));

    private static PaxTarEntry MakeEntry(TarEntryType type, string path, string? target, int mode, byte[]? bytes)
    {
        var entry = new PaxTarEntry(type, path)
        {
            ModificationTime = DateTimeOffset.UnixEpoch,
            Mode = (UnixFileMode)mode,
        };
        if (target is not null)
        {
            entry.LinkName = target;
        }

        if (bytes is { Length: > 0 })
        {
            entry.DataStream = new MemoryStream(bytes);
        }

        return entry;
    }

    private static byte[] Tar(IEnumerable<TarEntry> entries)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                if (entry.DataStream is { } data)
                {
                    data.Position = 0;
                }

                writer.WriteEntry(entry);
            }
        }

        return bytes.ToArray();
    }
}
