using System.Collections.Immutable;

namespace EnvBuild.Conda.Locks.Export;

/// <summary>What an exported <c>environment.yml</c> holds besides packages and channels.</summary>
public sealed record EnvironmentFileOptions
{
    /// <summary>Name of the environment; <see langword="null"/> for none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether packages are pinned to their builds too; such a file is for one platform alone.</summary>
    public bool WithBuilds { get; init; }

    /// <summary>Variables of the environment.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
