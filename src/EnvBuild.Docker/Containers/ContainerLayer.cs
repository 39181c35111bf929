using System.Formats.Tar;
using Docker.DotNet.Models;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Connections;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker.Containers;

/// <summary>
/// The changes that a finished container made, as a layer in our own form: owners and times are 0, so that equal content
/// gives an equal layer.
/// </summary>
internal sealed class ContainerLayer(EngineConnection connection, BlobStore store, ScriptRequest request)
{
    private const string Task = "hand out what the script changed";
    private const int DirectoryMode = 0b111_101_101;
    private readonly Dictionary<string, LayerEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Takes the changes out of a container.</summary>
    /// <returns>The layer; <see langword="null"/> if nothing changed.</returns>
    public async Task<Layer?> TakeAsync(string container, CancellationToken cancellationToken)
    {
        var spool = await store.GetTemporaryPathAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(spool);
            await connection.DoAsync(Task, token => CollectAsync(container, spool, token), cancellationToken)
                .ConfigureAwait(false);
            return _entries.Count == 0
                ? null
                : await LayerWriter
                    .WriteAsync(_entries.Values, store, LayerCompression.Gzip, cancellationToken)
                    .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StorageFailures.ToException(exception, spool);
        }
        finally
        {
            Directory.Delete(spool, recursive: true);
        }
    }

    private async Task CollectAsync(string container, string spool, CancellationToken cancellationToken)
    {
        var said = await connection.Client.Containers
            .InspectChangesAsync(container, cancellationToken)
            .ConfigureAwait(false);
        var changes = ContainerChanges.Of((said ?? []).Select(change => (change.Path, (int)change.Kind)));
        foreach (var path in changes.Added)
        {
            await AddAsync(container, path, withContent: true, spool, cancellationToken).ConfigureAwait(false);
        }

        foreach (var path in changes.Changed)
        {
            await AddAsync(container, path, withContent: false, spool, cancellationToken).ConfigureAwait(false);
        }

        foreach (var path in changes.Removed)
        {
            _entries[path] = LayerEntry.ForWhiteout(path);
        }

        RemoveFoldersOfEngine();

        await AddParentsAsync(container, cancellationToken).ConfigureAwait(false);
    }

    // Of a folder that was there before, what is in it does not come along.
    private async Task AddAsync(
        string container, string path, bool withContent, string spool, CancellationToken cancellationToken)
    {
        var answer = await connection.Client.Containers.GetArchiveFromContainerAsync(
            container, new ContainerPathStatParameters { Path = $"/{path}" }, false, cancellationToken)
            .ConfigureAwait(false);
        var archive = answer.Stream ?? Stream.Null;
        await using (archive.ConfigureAwait(false))
        {
            if (!withContent && answer.Stat is { } stat && GoFileMode.IsDirectory(stat.Mode))
            {
                _entries[path] = LayerEntry.ForDirectory(path, GoFileMode.ToPermissions(stat.Mode));
                return;
            }

            var reader = new TarReader(archive);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.GetNextEntryAsync(false, cancellationToken).ConfigureAwait(false) is { } entry)
                {
                    await AddAsync(entry, ContainerChanges.ParentOf(path), spool, cancellationToken)
                        .ConfigureAwait(false);
                }
            }
        }
    }

    private async Task AddAsync(
        TarEntry entry, string parent, string spool, CancellationToken cancellationToken)
    {
        // Names in the archive start with the last part of the path that was asked for.
        string InLayer(string name) => parent.Length == 0 ? name.Trim('/') : $"{parent}/{name.Trim('/')}";
        var path = InLayer(entry.Name);
        if (ContainerChanges.IsOfEngine(path))
        {
            return;
        }

        var mode = (int)entry.Mode;
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                _entries[path] = LayerEntry.ForDirectory(path, mode);
                break;
            case TarEntryType.SymbolicLink:
                _entries[path] = LayerEntry.ForSymbolicLink(path, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                _entries[path] = LayerEntry.ForHardLink(path, InLayer(entry.LinkName));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                var file = Path.Combine(spool, $"{_entries.Count}");
                await SpoolAsync(entry, file, cancellationToken).ConfigureAwait(false);
                _entries[path] = LayerEntry.ForFile(path, mode, file, entry.Length);
                break;
            default:
                connection.Reporter.Report(
                    DiagnosticCatalog.ScriptLeftSpecialFile.At(request.Location, request.Name, path));
                break;
        }
    }

    private void RemoveFoldersOfEngine()
    {
        var parents = _entries.Keys.Select(ContainerChanges.ParentOf).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in _entries.Keys.Where(ContainerChanges.MayBeOfEngine).ToArray())
        {
            if (_entries[folder].Kind == LayerEntryKind.Directory && !parents.Contains(folder))
            {
                _ = _entries.Remove(folder);
            }
        }
    }

    private static async Task SpoolAsync(TarEntry entry, string file, CancellationToken cancellationToken)
    {
        var output = new FileStream(
            file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (output.ConfigureAwait(false))
        {
            if (entry.DataStream is { } content)
            {
                await content.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A folder above a change stands in the layer too, and has to keep the mode that it has in the image.
    private async Task AddParentsAsync(string container, CancellationToken cancellationToken)
    {
        foreach (var path in _entries.Keys.ToArray())
        {
            for (var parent = ContainerChanges.ParentOf(path);
                parent.Length > 0 && !_entries.ContainsKey(parent);
                parent = ContainerChanges.ParentOf(parent))
            {
                var answer = await connection.Client.Containers.GetArchiveFromContainerAsync(
                    container, new ContainerPathStatParameters { Path = $"/{parent}" }, true, cancellationToken)
                    .ConfigureAwait(false);
                _entries[parent] = LayerEntry.ForDirectory(
                    parent, answer.Stat is { } stat ? GoFileMode.ToPermissions(stat.Mode) : DirectoryMode);
            }
        }
    }
}
