using BenchmarkDotNet.Attributes;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>From a package's archive to linked content, and from linked content to a layer; MB count content.</summary>
public class LinkBenchmarks
{
    private static readonly LinkOptions Options =
        new("/opt/env", "linux-64", PythonLayout.Of("3.11.7", null));

    private string _path = "";
    private string _store = "";

    /// <summary>How the file name starts.</summary>
    [Params("numpy-", "scipy-", "python-3.11")]
    public string Package { get; set; } = "";

    /// <summary>Finds the package and says how large its content is, so that MB/s can be worked out.</summary>
    [GlobalSetup]
    public async Task FindAsync()
    {
        _path = ChannelPackage.Find(Package);
        _store = Directory.CreateTempSubdirectory("envbuild-bench-").FullName;
        await using var archive = await PackageArchive.OpenAsync(_path, CancellationToken.None);
        var linked = await PackageLinker.LinkAsync(archive, Origin(), Options, CancellationToken.None);
        Console.WriteLine($"// {Package}: {linked.Size / 1e6:0.0} MB of content");
    }

    /// <summary>Removes the store.</summary>
    [GlobalCleanup]
    public void Clean() => Directory.Delete(_store, recursive: true);

    /// <summary>Decompresses, replaces prefixes, hashes every file.</summary>
    [Benchmark]
    public async Task<long> Link()
    {
        await using var archive = await PackageArchive.OpenAsync(_path, CancellationToken.None);
        return (await PackageLinker.LinkAsync(archive, Origin(), Options, CancellationToken.None)).Size;
    }

    /// <summary>The same, and writes the layer into a store: tar, two hashes, compression, fsync.</summary>
    [Benchmark]
    public async Task<Layer> LinkAndWrite()
    {
        var store = new BlobStore(_store);
        await using var archive = await PackageArchive.OpenAsync(_path, CancellationToken.None);
        var linked = await PackageLinker.LinkAsync(archive, Origin(), Options, CancellationToken.None);
        var entries = linked.Entries.Select(Entry);
        return await LayerWriter.WriteAsync(entries, store, LayerCompression.Gzip, CancellationToken.None);
    }

    private static LayerEntry Entry(LinkedEntry entry) => entry.Kind switch
    {
        LinkedEntryKind.Directory => LayerEntry.ForDirectory($"opt/env/{entry.Path}", entry.Mode),
        LinkedEntryKind.SymbolicLink => LayerEntry.ForSymbolicLink($"opt/env/{entry.Path}", entry.LinkTarget!),
        _ => new LayerEntry(
            $"opt/env/{entry.Path}",
            LayerEntryKind.File,
            entry.Mode,
            Size: entry.Size,
            Open: _ => ValueTask.FromResult(entry.Content.OpenRead())),
    };

    private PackageOrigin Origin() =>
        new("https://example.org/package", "https://example.org", Path.GetFileName(_path), "", "", 0);
}
