using System.Collections.Immutable;

namespace EnvBuild.Oci.Images;

/// <summary>What stands in the config of an image besides its layers. Changing it never changes a layer.</summary>
public sealed record ImageSettings
{
    /// <summary>Environment variables; they replace those of the base.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } = EmptyMap;

    /// <summary>
    /// Absolute folders that come first in <c>PATH</c>, before those of <see cref="Variables"/> or the base.
    /// </summary>
    public ImmutableArray<string> PathFolders { get; init; } = [];

    /// <summary>Labels; they replace those of the base with the same key.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = EmptyMap;

    /// <summary>Absolute path of the working folder; <see langword="null"/> for that of the base.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// Command that always runs; default for that of the base. Where it is given, the arguments of the base are
    /// dropped.
    /// </summary>
    public ImmutableArray<string> Entrypoint { get; init; }

    /// <summary>Arguments of the entry point; default for those of the base.</summary>
    public ImmutableArray<string> Command { get; init; }

    /// <summary>User; <see langword="null"/> for that of the base.</summary>
    public string? User { get; init; }

    /// <summary>Annotations of the manifest.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = EmptyMap;

    private static ImmutableSortedDictionary<string, string> EmptyMap { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
