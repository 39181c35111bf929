using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Storage;

public sealed partial class BlobStore
{
    private const int LongestReference = 1024;

    /// <summary>Lets a name stand for a manifest or index, in one step, in place of what it stood for before.</summary>
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

        await CreateAsync(cancellationToken).ConfigureAwait(false);
        var json = OciJson.Serialize(new StoredReference(name, target), OciJson.Frozen.StoredReference);
        await DurableFiles.WriteAsync(_layout.Ingest, _layout.Reference(name), json, cancellationToken)
            .ConfigureAwait(false);
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

    /// <summary>All names, in ordinal order.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImmutableArray<StoredReference>> ListReferencesAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<StoredReference>();
        if (Directory.Exists(_layout.References))
        {
            foreach (var path in Directory.EnumerateFiles(_layout.References))
            {
                if (await ReadReferenceAsync(path, cancellationToken).ConfigureAwait(false) is { } reference)
                {
                    found.Add(reference);
                }
            }
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return found.DrainToImmutable();
    }

    /// <summary>
    /// Writes <c>index.json</c> from the names, for other tools. The names are the truth; the index may lag behind.
    /// </summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: writing failed.</exception>
    public async Task WriteIndexAsync(CancellationToken cancellationToken)
    {
        using var held = await LockAsync("index.json", cancellationToken).ConfigureAwait(false);
        var references = await ListReferencesAsync(cancellationToken).ConfigureAwait(false);
        var index = new ImageIndex { Manifests = [.. references.Select(NamedDescriptor)] };
        Directory.CreateDirectory(_layout.Ingest);
        await DurableFiles.WriteAsync(_layout.Ingest, _layout.Index, index.ToJson(), cancellationToken)
            .ConfigureAwait(false);
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

    private static async Task<StoredReference?> ReadReferenceAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var json = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return OciJson.TryParse(json, OciJsonContext.Default.StoredReference, out var reference, out _)
                && reference is { Name: not null, Target: not null }
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
