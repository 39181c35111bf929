using System.Collections.Immutable;
using EnvBuild.Conda.Locks;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building.Locking;

/// <summary>What a lock is wanted for.</summary>
/// <param name="Environment">The definition.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="Platforms">Conda subdirs.</param>
internal sealed record LockTarget(Environment Environment, string Fingerprint, ImmutableArray<string> Platforms)
{
    /// <summary>Folder that relative paths of the definition and of its lock start at.</summary>
    public string Folder => Path.GetDirectoryName(Environment.Path)!;

    /// <summary>The lock beside the definition: <c>environment.conda-lock.yml</c> for <c>environment.yml</c>.</summary>
    public string LockPath => LockFile.PathFor(Environment.Path);

    /// <summary>Platforms that a lock says nothing of.</summary>
    public ImmutableArray<string> MissingFrom(CondaLock locked) =>
        [.. Platforms.Where(platform => !locked.Platforms.Contains(platform))];

    /// <summary>Why a lock belongs to another definition; <see langword="null"/> if it belongs to this one.</summary>
    public string? FindMismatch(CondaLock locked)
    {
        if (locked.CustomMetadata.TryGetValue(LockMetadata.Fingerprint, out var fingerprint))
        {
            return fingerprint == Fingerprint
                ? null
                : $"it was made for the fingerprint {Shorten(fingerprint)}, the definition has {Shorten(Fingerprint)}";
        }

        return Platforms.Intersect(locked.Platforms)
            .Select(platform => ForeignLock.FindUnmet(Environment, locked, platform))
            .FirstOrDefault(unmet => unmet is not null);
    }

    private static string Shorten(string fingerprint) => fingerprint[..Math.Min(12, fingerprint.Length)];
}
