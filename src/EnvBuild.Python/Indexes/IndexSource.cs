using System.Collections.Immutable;
using System.IO.Compression;
using EnvBuild.Diagnostics;
using EnvBuild.Python.Metadata;
using EnvBuild.Python.Resolution;
using EnvBuild.Python.Tags;
using EnvBuild.Python.Wheels;

namespace EnvBuild.Python.Indexes;

/// <summary>
/// Projects of indexes and of find-links. The first index that knows a project owns it: another one cannot slip in a newer
/// version of the same name (dependency confusion).
/// </summary>
/// <param name="options">Where projects are looked for.</param>
/// <param name="transport">Asks servers.</param>
public sealed class IndexSource(IndexOptions options, IIndexTransport transport) : IProjectSource
{
    private const string MetadataName = "METADATA";
    private const string FolderPage = "index.html";

    private readonly Lazy<Task<ImmutableArray<IndexFile>>> _links = new(() => ReadLinksAsync(options, transport));

    /// <inheritdoc/>
    public async Task<ImmutableArray<IndexFile>> FilesAsync(string name, CancellationToken cancellationToken)
    {
        var linked = await _links.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        var own = linked.Where(file => MayBelongTo(file, name)).ToImmutableArray();
        var all = ImmutableArray.CreateBuilder<IndexFile>();
        all.AddRange(own);
        foreach (var index in options.Indexes)
        {
            var files = await ReadProjectAsync(index, name, cancellationToken).ConfigureAwait(false);
            if (files is { } known)
            {
                all.AddRange(known);
                if (!options.UnsafeBestMatch)
                {
                    break;
                }
            }
        }

        return all.DrainToImmutable();
    }

    /// <inheritdoc/>
    public async Task<CoreMetadata> MetadataAsync(IndexFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.FileName.EndsWith(WheelFileName.Extension, StringComparison.Ordinal))
        {
            throw new CoreMetadataException("Metadata-Version", file.FileName, "is known only when the source is built");
        }

        return CoreMetadata.Parse(await ReadMetadataAsync(file, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<ImmutableArray<IndexFile>> ReadLinksAsync(IndexOptions options, IIndexTransport transport)
    {
        var pages = await Task.WhenAll(options.FindLinks.Select(place => AtPlaceAsync(place, async () =>
        {
            if (LocalPathOf(place.Text) is { } path)
            {
                return Directory.Exists(path) || File.Exists(path)
                    ? ReadLocal(path)
                    : throw DiagnosticCatalog.PipIndexMissing.Exception(place.Location, IndexAddress.Redact(place.Text));
            }

            var page = await transport.FindAsync(place.Text, ProjectPage.Accept, CancellationToken.None).ConfigureAwait(false)
                ?? throw DiagnosticCatalog.PipIndexMissing.Exception(place.Location, IndexAddress.Redact(place.Text));
            return Parse(page, place.Text);
        }))).ConfigureAwait(false);
        return [.. pages.SelectMany(page => page)];
    }

    private static async Task<T> AtPlaceAsync<T>(IndexPlace place, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (EnvBuildException exception)
        {
            throw new EnvBuildException(
                [.. exception.Diagnostics.Select(item => item with { Location = item.Location ?? place.Location })],
                exception.InnerException);
        }
        catch (IndexPageException exception)
        {
            throw DiagnosticCatalog.PipIndexInvalid.Exception(
                place.Location, IndexAddress.Redact(place.Text), exception.Message);
        }
    }

    // Names of source distributions say not for certain where the name of the project ends.
    private static bool MayBelongTo(IndexFile file, string name) =>
        WheelFileName.TryParse(file.FileName, out var wheel)
            ? wheel.Name == name
            : PackageName.Normalize(file.FileName).StartsWith(name, StringComparison.Ordinal);

    private static string? LocalPathOf(string text) =>
        Path.IsPathFullyQualified(text) ? text
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.IsFile ? url.LocalPath
        : null;

    private static ImmutableArray<IndexFile> ReadLocal(string path)
    {
        if (File.Exists(path))
        {
            return path.EndsWith(WheelFileName.Extension, StringComparison.Ordinal)
                ? [LocalFile(path)]
                : ProjectPage.ParseHtml(File.ReadAllText(path), new Uri(path)).Files;
        }

        return
        [
            .. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
                .Where(file => Path.GetFileName(file) != FolderPage)
                .Select(LocalFile),
        ];
    }

    private static IndexFile LocalFile(string path) =>
        new(Path.GetFileName(path), new Uri(path).AbsoluteUri, HashNames.None) { Size = new FileInfo(path).Length };

    // Secrets of the index stay out of the addresses of its files.
    private static ImmutableArray<IndexFile> Parse(byte[] page, string url)
    {
        var place = new Uri(IndexAddress.WithoutCredentials(url));
        var isJson = page.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
        return isJson
            ? ProjectPage.ParseJson(page, place).Files
            : ProjectPage.ParseHtml(System.Text.Encoding.UTF8.GetString(page), place).Files;
    }

    private Task<ImmutableArray<IndexFile>?> ReadProjectAsync(
        IndexPlace index, string name, CancellationToken cancellationToken) => AtPlaceAsync<ImmutableArray<IndexFile>?>(
        index,
        async () =>
        {
            if (LocalPathOf(index.Text) is { } path)
            {
                var folder = Path.Combine(path, name);
                var page = Path.Combine(folder, FolderPage);
                return File.Exists(page) ? ProjectPage.ParseHtml(
                        await File.ReadAllTextAsync(page, cancellationToken).ConfigureAwait(false), new Uri(page)).Files
                    : Directory.Exists(folder) ? ReadLocal(folder)
                    : null;
            }

            var url = IndexAddress.OfProject(index.Text, name);
            return await transport.FindAsync(url, ProjectPage.Accept, cancellationToken).ConfigureAwait(false) is { } found
                ? Parse(found, url)
                : null;
        });

    private async Task<byte[]> ReadMetadataAsync(IndexFile file, CancellationToken cancellationToken)
    {
        if (LocalPathOf(file.Url.Split('#')[0]) is { } path)
        {
            return await ReadFromFileAsync(path, file, cancellationToken).ConfigureAwait(false);
        }

        var key = file.Hashes.GetValueOrDefault("sha256");
        if (key is not null && await transport.ReadCacheAsync(key, cancellationToken).ConfigureAwait(false) is { } cached)
        {
            return cached;
        }

        var content = await FindBesideAsync(file, cancellationToken).ConfigureAwait(false)
            ?? await FindInsideAsync(file, cancellationToken).ConfigureAwait(false)
            ?? await ReadFromFileAsync(
                await transport.FetchAsync(file, cancellationToken).ConfigureAwait(false), file, cancellationToken)
                .ConfigureAwait(false);
        if (key is not null)
        {
            await transport.WriteCacheAsync(key, content, cancellationToken).ConfigureAwait(false);
        }

        return content;
    }

    private static async Task<byte[]> ReadFromFileAsync(string path, IndexFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var wheel = await WheelArchive.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
            var member = wheel.Members.FirstOrDefault(member => IsMetadata(member.Name))
                ?? throw new CoreMetadataException("METADATA", file.FileName, "has none");
            using var copy = new MemoryStream();
            var content = wheel.OpenRead(member);
            await using (content.ConfigureAwait(false))
            {
                await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            }

            return copy.ToArray();
        }
        catch (WheelException exception)
        {
            throw new CoreMetadataException("METADATA", file.FileName, exception.Reason);
        }
    }

    private static bool IsMetadata(string name) =>
        name.Split('/') is [var folder, MetadataName] && folder.EndsWith(".dist-info", StringComparison.Ordinal);

    private async Task<byte[]?> FindBesideAsync(IndexFile file, CancellationToken cancellationToken)
    {
        if (file.MetadataUrl is not { } url
            || await transport.FindAsync(url, null, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return null;
        }

        // The strongest is enough.
        foreach (var (algorithm, digest) in file.MetadataHashes!.OrderBy(pair => HashNames.Supported.IndexOf(pair.Key)))
        {
            if (HashNames.Compute(algorithm, content) is { } actual)
            {
                return string.Equals(actual, digest, StringComparison.OrdinalIgnoreCase)
                    ? content
                    : throw DiagnosticCatalog.PipFileMismatch.Exception(
                        null, $"{file.FileName}.metadata", IndexAddress.Redact(url), $"its {algorithm} is {actual} and not {digest}");
            }
        }

        return content;
    }

    private async Task<byte[]?> FindInsideAsync(IndexFile file, CancellationToken cancellationToken)
    {
        using var stream = await RemoteFileStream.TryOpenAsync(transport, file.Url.Split('#')[0], cancellationToken)
            .ConfigureAwait(false);
        if (stream is null)
        {
            return null;
        }

        try
        {
            var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, null, cancellationToken)
                .ConfigureAwait(false);
            await using (zip.ConfigureAwait(false))
            {
                if (zip.Entries.FirstOrDefault(entry => IsMetadata(entry.FullName)) is not { } member)
                {
                    return null;
                }

                var content = await member.OpenAsync(cancellationToken).ConfigureAwait(false);
                await using (content.ConfigureAwait(false))
                {
                    using var copy = new MemoryStream();
                    await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
                    return copy.ToArray();
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // The whole file will show what is wrong with it.
            return null;
        }
    }
}
