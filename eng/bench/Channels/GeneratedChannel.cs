using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace EnvBuild.Benchmarks.Channels;

/// <summary>
/// A channel of packages whose files are those of real packages, each rotated by an offset of its own: no two are the
/// same, and all compress like the real ones.
/// </summary>
internal static class GeneratedChannel
{
    private const string Subdir = "linux-64";
    private const int CompressionLevel = 3;

    /// <param name="folder">Folder of the channel.</param>
    /// <param name="models">What files are made of.</param>
    /// <param name="packages">The packages.</param>
    public static async Task WriteAsync(string folder, ModelFile[] models, IEnumerable<ChannelPackageSpec> packages)
    {
        _ = Directory.CreateDirectory(Path.Combine(folder, Subdir));
        _ = Directory.CreateDirectory(Path.Combine(folder, "noarch"));
        var records = new JsonObject();
        foreach (var package in packages)
        {
            var path = Path.Combine(folder, Subdir, $"{package.Stem}.conda");
            await WritePackageAsync(path, package, models);
            var record = Index(package);
            record["size"] = new FileInfo(path).Length;
            var stream = File.OpenRead(path);
            await using (stream)
            {
                record["sha256"] = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
                stream.Position = 0;
#pragma warning disable CA5351 // repodata carries MD5 beside SHA-256 by specification; nothing is trusted by it.
                record["md5"] = Convert.ToHexStringLower(await MD5.HashDataAsync(stream));
#pragma warning restore CA5351
            }

            records[$"{package.Stem}.conda"] = record;
        }

        await WriteRepodataAsync(folder, Subdir, records);
        await WriteRepodataAsync(folder, "noarch", []);
    }

    private static Task WriteRepodataAsync(string folder, string subdir, JsonObject records) => File.WriteAllTextAsync(
        Path.Combine(folder, subdir, "repodata.json"),
        new JsonObject
        {
            ["info"] = new JsonObject { ["subdir"] = subdir },
            ["packages"] = new JsonObject(),
            ["packages.conda"] = records,
            ["repodata_version"] = 1,
        }.ToJsonString());

    private static JsonObject Index(ChannelPackageSpec package) => new()
    {
        ["name"] = package.Name,
        ["version"] = package.Version,
        ["build"] = "0",
        ["build_number"] = 0,
        ["depends"] = new JsonArray(),
        ["subdir"] = Subdir,
    };

    private static async Task WritePackageAsync(string path, ChannelPackageSpec package, ModelFile[] models)
    {
        var files = Files(package, models).ToArray();
        var paths = new JsonArray(
        [
            .. files.Select(file => new JsonObject
            {
                ["_path"] = file.Path,
                ["path_type"] = "hardlink",
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Bytes)),
                ["size_in_bytes"] = file.Bytes.Length,
            }),
        ]);
        (string, byte[])[] info =
        [
            ("info/index.json", Json(Index(package))),
            ("info/paths.json", Json(new JsonObject { ["paths"] = paths, ["paths_version"] = 1 })),
        ];
        var stream = File.Create(path);
        await using (stream)
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
            Store(zip, "metadata.json", "{\"conda_pkg_format_version\": 2}"u8);
            Store(zip, $"pkg-{package.Stem}.tar.zst", Pack(files));
            Store(zip, $"info-{package.Stem}.tar.zst", Pack(info));
        }
    }

    private static byte[] Json(JsonObject value) => System.Text.Encoding.UTF8.GetBytes(value.ToJsonString());

    private static IEnumerable<(string Path, byte[] Bytes)> Files(ChannelPackageSpec package, ModelFile[] models)
    {
#pragma warning disable CA5394 // Which files it has is no secret.
        var random = new Random(package.Seed);
        var number = 0;
        for (var rest = package.Size; rest > 0; number++)
        {
            var model = models[random.Next(models.Length)];
            var start = random.Next(model.Bytes.Length);
            var name = string.Create(CultureInfo.InvariantCulture, $"f{number:0000}{model.Extension}");
            yield return ($"lib/{package.Name}/{name}", [.. model.Bytes[start..], .. model.Bytes[..start]]);
            rest -= model.Bytes.Length;
        }
#pragma warning restore CA5394
    }

    private static byte[] Pack(IEnumerable<(string Path, byte[] Bytes)> files)
    {
        using var result = new MemoryStream();
        using (var packed = new CompressionStream(result, CompressionLevel, leaveOpen: true))
        {
            using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
            foreach (var (path, bytes) in files)
            {
                using var content = new MemoryStream(bytes);
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = content,
                    Mode = (UnixFileMode)0x1A4,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }

        return result.ToArray();
    }

    private static void Store(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        using var stream = zip.CreateEntry(name, System.IO.Compression.CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }
}
