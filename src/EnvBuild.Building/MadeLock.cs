using System.Collections.Immutable;

namespace EnvBuild.Building;

/// <summary>A lock beside its definition.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Fingerprint">Fingerprint of the definition.</param>
/// <param name="Locks">Lock id by platform.</param>
/// <param name="PackageCounts">Number of packages by platform.</param>
/// <param name="Changed">Whether the file was written.</param>
public sealed record MadeLock(
    string Path,
    string Fingerprint,
    ImmutableSortedDictionary<string, string> Locks,
    ImmutableSortedDictionary<string, int> PackageCounts,
    bool Changed);
