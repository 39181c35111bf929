using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Storage;

public sealed partial class BlobStore
{
    private const int LongestReference = 1024;

    /// <summary>
    /// Lets a name stand for a manifest or index, in one step, in place of what it stood for before. Nothing is written
    /// if it stands for that already.
    /// </summary>
    /// <param name="name">Name, such as <c>quickstart:1.0</c>.</param>
    /// <param name="target">Manifest or index of the store.</param>
    /// <param name="cancellationToken">Stops it; the name stays as it was.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5003: a blob that the target needs is missing. ENV5004: the name. ENV0004, ENV0005: writing failed.
    /// </exception>
    public async Task SetReferenceAsync(string name, Descriptor target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        CheckName(name);
        if (await ImageClosure.FindMissingAsync(this, target, cancellationToken).ConfigureAwait(false) is { } missing)
        {
            throw DiagnosticCatalog.ReferenceIncomplete.Exception(null, name, target.Digest, Folder, missing);
        }

        var json = OciJson.Serialize(new StoredReference(name, target), OciJson.Frozen.StoredReference);
        await WriteFileAsync(_layout.Reference(name), json, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a name stands for; <see langword="null"/> if for nothing, or if its file is damaged.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Descriptor?> GetReferenceAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var found = await ReadReferenceAsync(_layout.Reference(name), cancellationToken).ConfigureAwait(false);
        return string.Equals(found?.Name, name, StringComparison.Ordinal) ? found!.Target : null;
    }

    /// <summary>Forgets a name; what it stood for stays.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether the name was there.</returns>
    public bool DeleteReference(string name)
    {
        var path = _layout.Reference(name);
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        DurableFiles.FlushFolder(_layout.References);
        return true;
    }

    /// <summary>All names, in ordinal order; without damaged ones.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImmutableArray<StoredReference>> ListReferencesAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<StoredReference>();
        foreach (var path in ReferenceFiles())
        {
            if (await ReadReferenceAsync(path, cancellationToken).ConfigureAwait(false) is { } reference)
            {
                found.Add(reference);
            }
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return found.DrainToImmutable();
    }

    /// <summary>Files that should hold a name and do not, such as those that lost their content.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Absolute paths, in ordinal order.</returns>
    public async Task<ImmutableArray<string>> ListDamagedReferencesAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var path in ReferenceFiles().Order(StringComparer.Ordinal))
        {
            if (await ReadReferenceAsync(path, cancellationToken).ConfigureAwait(false) is null && File.Exists(path))
            {
                found.Add(path);
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>
    /// Writes <c>index.json</c> from the names, for other tools. The names are the truth; the index may lag behind, so
    /// a process that may only read the store leaves it as it is. Nothing is written if it is right already.
    /// </summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: writing failed.</exception>
    public async Task WriteIndexAsync(CancellationToken cancellationToken)
    {
        using var held = await LockAsync("index.json", cancellationToken).ConfigureAwait(false);
        var references = await ListReferencesAsync(cancellationToken).ConfigureAwait(false);
        var index = new ImageIndex { Manifests = [.. references.Select(NamedDescriptor)] };
        var json = index.ToJson();
        if (held.IsHeld && !await DurableFiles.HoldsAsync(_layout.Index, json, cancellationToken).ConfigureAwait(false))
        {
            Directory.CreateDirectory(_layout.Ingest);
            await DurableFiles.WriteAsync(_layout.Ingest, _layout.Index, json, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether a manifest or index is there with all blobs that it needs, each of the right size. Reads manifests only.
    /// </summary>
    /// <param name="digest">Digest of the manifest or index.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> IsCompleteAsync(Digest digest, CancellationToken cancellationToken)
    {
        var target = new Descriptor
        {
            MediaType = MediaTypes.ImageManifest,
            Digest = digest,
            Size = GetLength(digest) ?? -1,
        };
        return await ImageClosure.FindMissingAsync(this, target, cancellationToken).ConfigureAwait(false) is null;
    }

    private static Descriptor NamedDescriptor(StoredReference reference) => reference.Target with
    {
        Annotations = (reference.Target.Annotations ?? ImmutableSortedDictionary<string, string>.Empty)
            .SetItem(AnnotationKeys.RefName, reference.Name),
    };

    private static void CheckName(string name)
    {
        var problem = name switch
        {
            null or "" => "it is empty",
            { Length: > LongestReference } => $"it is longer than {LongestReference} characters",
            _ when name.Any(character => char.IsControl(character) || char.IsSurrogate(character)) =>
                "it holds a character that cannot be shown",
            _ => null,
        };
        if (problem is not null)
        {
            throw DiagnosticCatalog.ReferenceNameInvalid.Exception(null, name, problem);
        }
    }

    private IEnumerable<string> ReferenceFiles() =>
        Directory.Exists(_layout.References) ? Directory.EnumerateFiles(_layout.References) : [];

    // A copy of a file under another name is not what it says.
    private static bool IsSound(StoredReference reference, string path) =>
        reference is { Name: not null, Target: not null }
        && Path.GetFileName(path) == ReferenceFileName.For(reference.Name);

    private static async Task<StoredReference?> ReadReferenceAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var json = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return OciJson.TryParse(json, OciJsonContext.Default.StoredReference, out var reference, out _)
                && IsSound(reference, path)
                ? reference
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, path);
        }
    }
}
