using System.Text;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Package archives: opened, linked and read to the end, with nothing left behind.</summary>
/// <param name="name">Name on the command line and in reports.</param>
/// <param name="fileName">Name of the archive file.</param>
/// <param name="folder">Absolute folder of this target alone.</param>
/// <param name="seeds">Good inputs.</param>
/// <param name="wrap">Makes an archive of an input.</param>
internal sealed class ArchiveTarget(
    string name, string fileName, string folder, IEnumerable<byte[]> seeds, Func<byte[], byte[]> wrap)
    : ByteTarget(name, seeds, Pieces)
{
    private static readonly PackageOrigin Origin = new("https://example.org/c/x", "c", "x", "s", "m", 1);

    private static readonly LinkOptions Options = new("/opt/env", "linux-64", PythonLayout.Of("3.11.7", null));

    private readonly PackageArchiveOptions _limits = new()
    {
        SpoolFolder = Directory.CreateDirectory(Path.Combine(folder, "spool")).FullName,
        MemoryLimit = 256 << 10,
        RatioFloor = 8 << 20,
        MaximumEntries = 5_000,
    };

    private readonly string _path = Path.Combine(folder, fileName);

    // Unpacking takes a window and buffers of its own, whatever the input.
    public override long MemoryFloor => 96 << 20;

    private static IReadOnlyList<byte[]> Pieces { get; } =
    [
        .. new[]
        {
            "../", "/", "./", "..\\", "C:\\", "ustar\0", "ustar  \0", "info/", "info/index.json", "info/paths.json",
            "0000000", "7777777",
            "5", "2", "1", "x", "g", "L", "K", "S", "16 path=../../x\n", "20 linkpath=/etc/x\n", "11 size=99\n",
            "22 GNU.sparse.major=1\n",
            "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "metadata.json", "BZh9", ".wh.",
            "\"_path\":\"../x\"", "\"name\":\"\"",
        }.Select(Encoding.Latin1.GetBytes),
        [0], [0xFF], [0x80, 0, 0, 0, 0, 0, 0, 0], [0x28, 0xB5, 0x2F, 0xFD], new byte[512],
    ];

    public override bool Run(byte[] input)
    {
        File.WriteAllBytes(_path, wrap(input));
        try
        {
            return LinkAsync().GetAwaiter().GetResult();
        }
        finally
        {
            var left = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Count();
            FuzzFailureException.Unless(left == 2, "something is left behind, or written elsewhere");
        }
    }

    public override bool IsRefusal(Exception exception) => exception is EnvBuildException;

    private async Task<bool> LinkAsync()
    {
        await using var archive = await PackageArchive.OpenAsync(_path, _limits, CancellationToken.None);
        var linked = await PackageLinker.LinkAsync(archive, Origin, Options, CancellationToken.None);
        foreach (var entry in linked.Entries)
        {
            FuzzFailureException.Unless(IsInside(entry.Path), "a path leads out of the prefix");
            FuzzFailureException.Unless((entry.Mode & ~0x1FF) == 0, "a mode has more than permissions");
            await entry.Content.WriteToAsync(Stream.Null, CancellationToken.None);
        }

        return true;
    }

    private static bool IsInside(string path) =>
        !path.StartsWith('/') && !path.Split('/').Any(part => part is "" or "." or "..");
}
