using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Building.Health;

/// <summary>The store: can it be read, written and locked, what is in it, is there room.</summary>
internal static class StoreChecks
{
    private const string LockKey = "health";
    private const string OtherFolder = "name another folder with --store or ENVBUILD_STORE";

    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var store = new BlobStore(request.Settings.StoreFolder);
        var probe = FolderProbe.Of(store.Folder);
        if (!probe.Exists)
        {
            return
            [
                probe.Problem is { } problem
                    ? topic.Error(
                        "folder", $"'{store.Folder}' cannot be made: {problem}", $"Correct that, or {OtherFolder}.")
                    : topic.Ok("folder", $"{store.Folder} is not there yet; the first build makes it"),
                SpaceCheck.Run(topic, probe, request),
            ];
        }

        StoreInventory inventory;
        try
        {
            inventory = await store.TakeInventoryAsync(request.MostFiles, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvBuildException exception)
        {
            return [topic.From("folder", HealthState.Error, exception.Diagnostics[0])];
        }

        var canWrite = store.CanWrite();
        return
        [
            canWrite
                ? topic.Ok("folder", $"{store.Folder} can be read and written")
                : topic.Warning(
                    "folder",
                    $"{store.Folder} can only be read: what is there is reused, nothing new can be built",
                    $"Give this user the right to write, or {OtherFolder}."),
            .. Describe(topic, store, inventory),
            canWrite
                ? await CheckLockAsync(topic, store, request, cancellationToken).ConfigureAwait(false)
                : topic.Skipped("lock", "not needed by those who only read", "Nothing has to be done."),
            SpaceCheck.Run(topic, probe, request),
        ];
    }

    private static IEnumerable<HealthFinding> Describe(HealthTopic topic, BlobStore store, StoreInventory inventory)
    {
        var more = inventory.IsComplete ? "" : "more than ";
        yield return topic.Ok(
            "content", $"{inventory.Names} names, {more}{inventory.Blobs} blobs ({more}{FolderSize.Format(inventory.Bytes)})");
        if (inventory.DamagedNames is [var first, ..])
        {
            yield return topic.Warning(
                "names",
                $"{inventory.DamagedNames.Count} files that should hold a name are damaged, such as '{first}'",
                "Remove them, and build or pull those environments again.");
        }

        if (inventory.Abandoned > 0)
        {
            yield return topic.Ok(
                "abandoned", $"{inventory.Abandoned} files of writers that were killed; the next build removes them");
        }
    }

    private static async Task<HealthFinding> CheckLockAsync(
        HealthTopic topic, BlobStore store, HealthRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.AnswerLimit);
        var isWaiting = false;
        try
        {
            using var held = await store.LockAsync(LockKey, limit.Token).ConfigureAwait(false);
            using var again = await store
                .LockAsync(
                    LockKey,
                    limit.Token,
                    () =>
                    {
                        isWaiting = true;
                        limit.Cancel();
                    })
                .ConfigureAwait(false);
            return topic.Warning(
                "lock",
                "locks do not hold on this file system: builds that run at once may do the same work twice",
                $"Unset DOTNET_SYSTEM_IO_DISABLEFILELOCKING if it is set, or {OtherFolder}, on a local disk.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return isWaiting
                ? topic.Ok("lock", "locks between processes hold")
                : topic.Warning("lock", "somebody else holds the lock of this check", "Run it again.");
        }
        catch (EnvBuildException exception)
        {
            return topic.From("lock", HealthState.Error, exception.Diagnostics[0]);
        }
    }
}
