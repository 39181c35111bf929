using System.Collections.Immutable;
using System.Text;
using EnvBuild.Building.Locking;
using EnvBuild.Conda.Locks;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Tool.Hosting;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Tool.Commands;

/// <summary>Finds the lock that <c>dotnet env export</c> writes.</summary>
internal static class ExportedLockFinder
{
    public static Task<ExportedLock> FindAsync(
        Invocation invocation,
        LockExportRequest request,
        CancellationToken cancellationToken)
    {
        if (request.Subject is null)
        {
            return ReadFilesAsync(request, cancellationToken);
        }

        var path = invocation.Host.Absolute(request.Subject);
        return File.Exists(path)
            ? FindForDefinitionAsync(invocation, path, cancellationToken)
            : FindRegisteredAsync(invocation, request.Subject, cancellationToken);
    }

    private static async Task<ExportedLock> ReadFilesAsync(
        LockExportRequest request, CancellationToken cancellationToken)
    {
        var read = await ForeignLocks.ReadAsync(request.Files, request.Platform, cancellationToken);
        return new ExportedLock(WithOrigin(read.Lock, request), read.Warnings);
    }

    // CEP 37 wants sources and a hash for each platform, and mamba refuses locks without; other forms have none.
    private static CondaLock WithOrigin(CondaLock locked, LockExportRequest request) => locked with
    {
        Sources = locked.Sources.IsEmpty
            ? [.. request.Files.Paths.Select(path => Path.GetFileName(path))]
            : locked.Sources,
        ContentHashes = locked.ContentHashes.AddRange(locked.Platforms
            .Where(platform => !locked.ContentHashes.ContainsKey(platform))
            .Select(platform => KeyValuePair.Create(platform, LockId.Compute(locked, platform, layoutVersion: 0)))),
    };

    // The file beside the definition rules, as it does for a build.
    private static async Task<ExportedLock> FindForDefinitionAsync(
        Invocation invocation,
        string path,
        CancellationToken cancellationToken)
    {
        var reading = await DefinitionReader.ReadAsync(path, cancellationToken);
        if (reading.Environment is not { } environment || reading.HasErrors)
        {
            throw new EnvBuildException(reading.Diagnostics);
        }

        var beside = LockFile.PathFor(path);
        var fingerprint = Fingerprint.Compute(environment).Value;
        var text = File.Exists(beside)
            ? await File.ReadAllBytesAsync(beside, cancellationToken)
            : await invocation.Workspace.FindLockAsync(fingerprint, cancellationToken)
                ?? throw DiagnosticCatalog.NoLockToExport.Exception(new SourceLocation(path), path);
        var locked = LockReader.Read(Encoding.UTF8.GetString(text), beside);
        var folder = Path.GetDirectoryName(path)!;
        return new ExportedLock(LockAddresses.Resolve(locked, folder), [])
        {
            Name = environment.Name ?? Path.GetFileName(folder),
            Variables = environment.Variables,
        };
    }

    private static async Task<ExportedLock> FindRegisteredAsync(
        Invocation invocation,
        string subject,
        CancellationToken cancellationToken)
    {
        var registered = await invocation.Workspace.ResolveAsync(subject, cancellationToken);
        var text = await invocation.Workspace.FindLockAsync(registered.Fingerprint, cancellationToken)
            ?? throw DiagnosticCatalog.NoLockToExport.Exception(null, subject);
        var locked = LockReader.Read(Encoding.UTF8.GetString(text), $"locks/{registered.Fingerprint}");
        var isRelative = locked.Packages.Any(package => LockAddresses.IsRelative(package.Url));
        var definition = await ReadDefinitionAsync(invocation, registered.Definition, cancellationToken);
        return new ExportedLock(
            locked,
            isRelative
                ? [DiagnosticCatalog.ExportReduced.At(
                    null, "its addresses start at the folder of the definition; export by the path of the definition")]
                : [])
        {
            Name = registered.Name,
            Variables = definition?.Variables ?? ImmutableSortedDictionary<string, string>.Empty,
        };
    }

    private static async Task<Environment?> ReadDefinitionAsync(
        Invocation invocation,
        string digest,
        CancellationToken cancellationToken)
    {
        var bytes = await invocation.Workspace.Store.ReadAllBytesAsync(Digest.Parse(digest), cancellationToken);
        var path = invocation.Host.Absolute("environment.yml");
        return DefinitionReader.Read(Encoding.UTF8.GetString(bytes), path).Environment;
    }
}
