using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Bases;

/// <summary>
/// Finds the version of the GNU C library in a base image, for the virtual package <c>__glibc</c> (CEP 30): packages
/// are chosen for the image, not for the machine that builds.
/// </summary>
internal static partial class BaseLibc
{
    private const int LargestLibrary = 16 << 20;

    private const string Collection = "libc";

    /// <summary>Version such as <c>2.36</c>; <see langword="null"/> if no C library of GNU is there.</summary>
    /// <param name="store">Has the layers.</param>
    /// <param name="baseImage">The image.</param>
    /// <param name="connections">Fetches layers that the store only knows where to find.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string?> FindVersionAsync(
        BlobStore store, BaseImage baseImage, MachineConnections connections, CancellationToken cancellationToken)
    {
        var key = baseImage.Digest?.ToString() ?? "scratch";
        var known = await store.ReadDocumentAsync(Collection, key, cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            return known.Length > 0 ? Encoding.UTF8.GetString(known) : null;
        }

        var isHere = baseImage.Layers.All(layer => store.Contains(layer.ToDescriptor()));
        var found = isHere
            ? await FindVersionAsync(store, baseImage.Layers.Reverse(), cancellationToken).ConfigureAwait(false)
            : await FetchVersionAsync(store, baseImage, connections, cancellationToken).ConfigureAwait(false);
        await store.WriteDocumentAsync(Collection, key, Encoding.UTF8.GetBytes(found ?? ""), cancellationToken)
            .ConfigureAwait(false);
        return found;
    }

    // It stands in the lowest layer as a rule, and a later one of a higher layer only permits more: so few layers are
    // fetched.
    private static async Task<string?> FetchVersionAsync(
        BlobStore store, BaseImage baseImage, MachineConnections connections, CancellationToken cancellationToken)
    {
        var registries = await connections.OpenRegistriesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var layer in baseImage.Layers)
        {
            await registries.FetchAsync(store, [layer.ToDescriptor()], cancellationToken).ConfigureAwait(false);
            if (await FindVersionAsync(store, layer, cancellationToken).ConfigureAwait(false) is { } version)
            {
                return version;
            }
        }

        return null;
    }

    private static async Task<string?> FindVersionAsync(
        BlobStore store, IEnumerable<Layer> layers, CancellationToken cancellationToken)
    {
        foreach (var layer in layers)
        {
            if (await FindVersionAsync(store, layer, cancellationToken).ConfigureAwait(false) is { } version)
            {
                return version;
            }
        }

        return null;
    }

    private static async Task<string?> FindVersionAsync(
        BlobStore store,
        Layer layer,
        CancellationToken cancellationToken)
    {
        if (layer.MediaType is not (MediaTypes.LayerGzip or MediaTypes.LayerTar))
        {
            return null;
        }

        var blob = store.OpenRead(layer.Digest);
        await using (blob.ConfigureAwait(false))
        {
            var content = layer.MediaType == MediaTypes.LayerGzip
                ? new GZipStream(blob, CompressionMode.Decompress)
                : blob;
            await using (content.ConfigureAwait(false))
            {
                var reader = new TarReader(content);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.GetNextEntryAsync(copyData: false, cancellationToken)
                        .ConfigureAwait(false) is { } entry)
                    {
                        if (IsLibrary(entry) && ReadVersion(entry) is { } version)
                        {
                            return version;
                        }
                    }
                }
            }
        }

        return null;
    }

    private static bool IsLibrary(TarEntry entry) =>
        entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
        && entry.Length is > 0 and < LargestLibrary
        && LibraryPath().IsMatch(entry.Name);

    private static string? ReadVersion(TarEntry entry)
    {
        var bytes = new byte[entry.Length];
        entry.DataStream!.ReadExactly(bytes);
        var start = bytes.AsSpan().IndexOf("GNU C Library ("u8);
        if (start < 0)
        {
            return null;
        }

        var banner = Encoding.ASCII.GetString(bytes, start, Math.Min(200, bytes.Length - start));
        var version = VersionText().Match(banner);
        return version.Success ? version.Groups[1].Value : null;
    }

    [GeneratedRegex(@"(^|/)lib(64|32)?(/[^/]+-linux-gnu[^/]*)?/libc(\.so\.6|-2\.\d+\.so)$")]
    private static partial Regex LibraryPath();

    [GeneratedRegex(@"release version (\d+\.\d+)")]
    private static partial Regex VersionText();
}
