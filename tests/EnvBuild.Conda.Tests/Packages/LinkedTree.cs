using System.Collections.Immutable;
using System.Text;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>A linked package with all its content read, so that its archive can be closed.</summary>
/// <param name="Package">The linked package; its entries' content is gone.</param>
/// <param name="Files">Content of the files by path, one character for each byte.</param>
internal sealed record LinkedTree(LinkedPackage Package, ImmutableSortedDictionary<string, string> Files)
{
    public static LinkOptions Options { get; } = new("/opt/env", "linux-64", PythonLayout.Of("3.11.7", null));

    public string this[string path] => Files[path];

    public LinkedEntry Entry(string path) => Package.Entries.Single(entry => entry.Path == path);

    public static async Task<LinkedTree> LinkAsync(
        PackageBuilder builder,
        LinkOptions? options = null,
        bool asBzip2 = false,
        PackageArchiveOptions? archiveOptions = null)
    {
        using var folder = new TemporaryFolder();
        var path = asBzip2 ? builder.WriteBzip2(folder.Path) : builder.WriteConda(folder.Path);
        await using var archive = await PackageArchive.OpenAsync(
            path, archiveOptions ?? PackageArchiveOptions.Default, CancellationToken.None);
        var origin = new PackageOrigin(
            $"https://conda.example.org/linux-64/{archive.FileName}",
            "https://conda.example.org",
            archive.FileName,
            new string('a', 64),
            new string('b', 32),
            new FileInfo(path).Length);
        var package = await PackageLinker.LinkAsync(archive, origin, options ?? Options, CancellationToken.None);
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in package.Entries.Where(entry => entry.Kind == LinkedEntryKind.File))
        {
            using var bytes = new MemoryStream();
            await entry.Content.WriteToAsync(bytes, CancellationToken.None);
            Assert.AreEqual(entry.Size, bytes.Length, entry.Path);
            files.Add(entry.Path, Encoding.Latin1.GetString(bytes.ToArray()));
        }

        return new LinkedTree(package, files.ToImmutable());
    }

    /// <summary>Links what must be refused, and returns the one reason.</summary>
    public static async Task<Diagnostic> RefuseAsync(PackageBuilder builder, LinkOptions? options = null)
    {
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(() => LinkAsync(builder, options));
        return exception.Diagnostics.Single();
    }
}
