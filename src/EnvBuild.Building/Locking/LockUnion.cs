using EnvBuild.Conda.Locks;

namespace EnvBuild.Building.Locking;

/// <summary>Adds platforms to a lock: what was chosen before stays.</summary>
internal static class LockUnion
{
    public static CondaLock Of(CondaLock? kept, CondaLock added) => kept is null
        ? added
        : kept with
        {
            Platforms = [.. kept.Platforms.Union(added.Platforms)],
            ContentHashes = kept.ContentHashes.SetItems(added.ContentHashes),
            CustomMetadata = kept.CustomMetadata.SetItems(added.CustomMetadata),
            Packages = [.. kept.Packages, .. added.Packages],
        };
}
