using System.Text;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Locking;

/// <summary>
/// Finds the lock of a definition: the file beside it rules, then what the workspace keeps for the fingerprint; else
/// one is made.
/// </summary>
internal sealed class LockResolver(Workspace workspace, LockMaker maker, IReporter reporter)
{
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>What the user should know of the file beside the definition.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    public async Task<ResolvedLock> ResolveAsync(LockTarget target, LockMode mode, CancellationToken cancellationToken)
    {
        var beside = await ReadBesideAsync(target, mode, cancellationToken).ConfigureAwait(false);
        var kept = mode == LockMode.Update ? null : await FindAsync(target, beside, cancellationToken)
            .ConfigureAwait(false);
        var missing = kept is null ? target.Platforms : target.MissingFrom(kept.Lock);
        if (kept is null || missing.Length > 0)
        {
            var made = await maker.MakeAsync(target with { Platforms = missing }, cancellationToken)
                .ConfigureAwait(false);
            var whole = LockUnion.Of(kept?.Lock, made);
            kept = new ResolvedLock(whole, Encoding.UTF8.GetBytes(LockWriter.Write(whole)), IsNew: true);
            await workspace.SaveLockAsync(target.Fingerprint, kept.Text, cancellationToken).ConfigureAwait(false);
        }

        // A file that somebody committed follows the definition; none is made where there was none.
        if (beside is not null && !beside.Text.AsSpan().SequenceEqual(kept.Text))
        {
            await WriteAsync(target, kept, cancellationToken).ConfigureAwait(false);
            if (mode == LockMode.Use)
            {
                _warnings.Add(DiagnosticCatalog.LockRewritten.At(
                    new SourceLocation(target.LockPath),
                    target.FindMismatch(beside.Lock) ?? "platforms were added"));
            }
        }

        // The lock belongs to the fingerprint, wherever it came from.
        if (!kept.IsNew)
        {
            await KeepAsync(target, kept, cancellationToken).ConfigureAwait(false);
        }

        return kept;
    }

    /// <summary>Makes a lock that was imported the one of its definition.</summary>
    /// <returns>Whether the file beside the definition was written.</returns>
    public async Task<bool> AdoptAsync(LockTarget target, ResolvedLock imported, CancellationToken cancellationToken)
    {
        var before = File.Exists(target.LockPath)
            ? await File.ReadAllBytesAsync(target.LockPath, cancellationToken).ConfigureAwait(false)
            : null;
        var changed = before is null || !before.AsSpan().SequenceEqual(imported.Text);
        if (changed)
        {
            await WriteAsync(target, imported, cancellationToken).ConfigureAwait(false);
        }

        await KeepAsync(target, imported, cancellationToken).ConfigureAwait(false);
        return changed;
    }

    /// <summary>Writes the lock beside its definition, in one step.</summary>
    public static Task WriteAsync(LockTarget target, ResolvedLock locked, CancellationToken cancellationToken) =>
        LockFile.WriteAsync(target.LockPath, locked.Text, cancellationToken);

    private static async Task<ResolvedLock?> ReadBesideAsync(
        LockTarget target,
        LockMode mode,
        CancellationToken cancellationToken)
    {
        if (!File.Exists(target.LockPath))
        {
            return mode == LockMode.Locked
                ? throw DiagnosticCatalog.LockMissing.Exception(new SourceLocation(target.Environment.Path), target.LockPath)
                : null;
        }

        var text = await File.ReadAllBytesAsync(target.LockPath, cancellationToken).ConfigureAwait(false);
        if (mode == LockMode.Update)
        {
            // It is written anew, whatever it holds.
            return new ResolvedLock(new CondaLock(), text, IsNew: false);
        }

        var locked = LockReader.Read(Encoding.UTF8.GetString(text), target.LockPath);
        var mismatch = target.FindMismatch(locked)
            ?? (target.MissingFrom(locked) is [var missing, ..] ? $"it has no packages for {missing}" : null);
        return mode == LockMode.Locked && mismatch is not null
            ? throw DiagnosticCatalog.LockOutOfDate.Exception(new SourceLocation(target.LockPath), target.LockPath, mismatch)
            : new ResolvedLock(locked, text, IsNew: false);
    }

    private async Task<ResolvedLock?> FindAsync(
        LockTarget target,
        ResolvedLock? beside,
        CancellationToken cancellationToken)
    {
        if (beside is not null && target.FindMismatch(beside.Lock) is null)
        {
            reporter.Detail($"Using the lock {target.LockPath}");
            return beside.Lock.CustomMetadata.ContainsKey(LockMetadata.Fingerprint)
                ? beside
                : beside with
                {
                    Lock = await maker.CompleteAsync(beside.Lock, target, cancellationToken)
                    .ConfigureAwait(false)
                };
        }

        var kept = await ReadFromWorkspaceAsync(target, cancellationToken).ConfigureAwait(false);
        if (kept is not null)
        {
            reporter.Detail($"Using the lock that the workspace keeps for {target.Fingerprint}");
        }

        return kept;
    }

    private async Task<ResolvedLock?> ReadFromWorkspaceAsync(LockTarget target, CancellationToken cancellationToken)
    {
        var text = await workspace.FindLockAsync(target.Fingerprint, cancellationToken).ConfigureAwait(false);
        if (text is null)
        {
            return null;
        }

        try
        {
            var locked = LockReader.Read(Encoding.UTF8.GetString(text), $"locks/{target.Fingerprint}");
            return target.FindMismatch(locked) is null ? new ResolvedLock(locked, text, IsNew: false) : null;
        }
        catch (EnvBuildException exception)
        {
            reporter.Detail($"The lock that the workspace keeps is damaged and made anew: {exception.Message}");
            return null;
        }
    }

    private async Task KeepAsync(LockTarget target, ResolvedLock locked, CancellationToken cancellationToken)
    {
        var kept = await workspace.FindLockAsync(target.Fingerprint, cancellationToken).ConfigureAwait(false);
        if (kept is null || !kept.AsSpan().SequenceEqual(locked.Text))
        {
            await workspace.SaveLockAsync(target.Fingerprint, locked.Text, cancellationToken).ConfigureAwait(false);
        }
    }
}
