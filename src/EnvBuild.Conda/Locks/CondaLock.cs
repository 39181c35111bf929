using System.Collections.Immutable;

namespace EnvBuild.Conda.Locks;

/// <summary>
/// What was chosen for a definition, for one or several platforms: a unified lock file of conda-lock, version 1 (CEP
/// 37).
/// </summary>
public sealed record CondaLock
{
    /// <summary>Platforms that it was made for.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Channels in their order, without credentials.</summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>Files that it was made from, relative to the lock.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Hash of the input for each platform; ours is the fingerprint.</summary>
    public ImmutableSortedDictionary<string, string> ContentHashes { get; init; } = EmptyMap;

    /// <summary>Texts that other tools keep and do not read; see <see cref="LockMetadata"/> for ours.</summary>
    public ImmutableSortedDictionary<string, string> CustomMetadata { get; init; } = EmptyMap;

    /// <summary>Packages of all platforms.</summary>
    public ImmutableArray<LockedPackage> Packages { get; init; } = [];

    internal static ImmutableSortedDictionary<string, string> EmptyMap { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The packages that everybody installs on one platform: those of the category <c>main</c> that are not optional.
    /// Those of other categories are in <see cref="Packages"/> alone, for tools that ask for them.
    /// </summary>
    /// <param name="platform">Conda platform such as <c>linux-64</c>.</param>
    public IEnumerable<LockedPackage> PackagesOf(string platform) => Packages.Where(package =>
        package.Platform == platform && package is { Category: LockedPackage.MainCategory, IsOptional: false });

    /// <summary>The same lock without all other platforms.</summary>
    /// <param name="platform">Conda platform.</param>
    public CondaLock Only(string platform) => this with
    {
        Platforms = [platform],
        ContentHashes = ContentHashes.RemoveRange(ContentHashes.Keys.Where(key => key != platform)),
        CustomMetadata = CustomMetadata.RemoveRange(Platforms.Where(other => other != platform)
            .SelectMany(LockMetadata.KeysOf)),
        Packages = [.. Packages.Where(package => package.Platform == platform)],
    };
}
