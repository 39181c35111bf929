using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Packages;

/// <summary>
/// A conda package, unpacked once into memory or one temporary file, so that its entries can be read in any order
/// (CEP 34, CEP 35). No file of the package is ever written to the file system under its own name.
/// </summary>
public sealed class PackageArchive : IAsyncDisposable
{
    private const int MaximumMetadataSize = 256 << 20;

    // Of info/paths.json and of info/link.json (CEP 34).
    private const int KnownMetadataVersion = 1;

    private readonly ImmutableArray<ContentStore> _stores;
    private readonly Dictionary<string, ArchiveEntry> _entries;

    internal PackageArchive(
        string fileName,
        ImmutableArray<ContentStore> stores,
        Dictionary<string, ArchiveEntry> entries)
    {
        FileName = fileName;
        _stores = stores;
        _entries = entries;
    }

    /// <summary>Name of the archive file, such as <c>numpy-1.26.4-py311h64a7726_0.conda</c>.</summary>
    public string FileName { get; }

    /// <summary>All entries, also those below <c>info/</c>, in no particular order.</summary>
    public IReadOnlyCollection<ArchiveEntry> Entries => _entries.Values;

    /// <summary>Opens a package.</summary>
    /// <param name="path">
    /// Absolute path of a <c>.conda</c> or <c>.tar.bz2</c> file, whose hash was checked before.
    /// </param>
    /// <param name="cancellationToken">Stops unpacking.</param>
    /// <exception cref="EnvBuildException">The archive is damaged, unsafe or too large.</exception>
    public static Task<PackageArchive> OpenAsync(string path, CancellationToken cancellationToken) =>
        OpenAsync(path, PackageArchiveOptions.Default, cancellationToken);

    /// <summary>Opens a package within limits.</summary>
    /// <param name="path">
    /// Absolute path of a <c>.conda</c> or <c>.tar.bz2</c> file, whose hash was checked before.
    /// </param>
    /// <param name="options">Limits, and where large archives are unpacked to.</param>
    /// <param name="cancellationToken">Stops unpacking.</param>
    /// <exception cref="EnvBuildException">The archive is damaged, unsafe or too large.</exception>
    public static async Task<PackageArchive> OpenAsync(
        string path,
        PackageArchiveOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        using var reader = new PackageArchiveReader(path, options);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks an entry up.</summary>
    /// <param name="path">Path relative to the root of the package, with <c>/</c>.</param>
    /// <param name="entry">The entry, if it exists.</param>
    public bool TryGetEntry(string path, [MaybeNullWhen(false)] out ArchiveEntry entry) =>
        _entries.TryGetValue(path, out entry);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            store.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Reads a metadata file, or returns <see langword="null"/> if the package has none of that name.
    /// </summary>
    internal byte[]? ReadMetadata(string path)
    {
        if (!_entries.TryGetValue(path, out var entry) || entry.Kind != ArchiveEntryKind.File)
        {
            return null;
        }

        return entry.Content.Length <= MaximumMetadataSize
            ? entry.Content.ToArray()
            : throw InvalidMetadata(path, "it is too large");
    }

    /// <summary>
    /// Parses a metadata file, or returns <see langword="null"/> if the package has none of that name.
    /// </summary>
    internal JsonElement? ReadJsonMetadata(string path)
    {
        if (ReadMetadata(path) is not { } bytes)
        {
            return null;
        }

        try
        {
            if (!JsonText.IsValid(bytes))
            {
                throw InvalidMetadata(path, "it is not valid Unicode");
            }

            var element = JsonElement.Parse(bytes);
            return element.ValueKind == JsonValueKind.Object
                ? element
                : throw InvalidMetadata(path, "it is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw InvalidMetadata(path, $"it is not valid JSON: {exception.Message}");
        }
    }

    /// <summary>Refuses a metadata file of a newer format; a version that is missing is taken as the first.</summary>
    internal void RequireVersion(string path, JsonElement json, string key)
    {
        if (json.FindInt64(key) is { } version && version != KnownMetadataVersion)
        {
            throw InvalidMetadata(path, $"'{key}' is {version}, and only version {KnownMetadataVersion} is known");
        }
    }

    internal EnvBuildException InvalidMetadata(string path, string reason) =>
        DiagnosticCatalog.PackageMetadataInvalid.Exception(null, FileName, path, reason);
}
