using System.Collections.Immutable;

namespace EnvBuild.Python.Indexes;

/// <summary>Where projects are looked for.</summary>
public sealed record IndexOptions
{
    /// <summary>Roots of indexes (PEP 503), the first one first.</summary>
    public ImmutableArray<IndexPlace> Indexes { get; init; } = [];

    /// <summary>Pages and folders with files of any projects (pip's <c>--find-links</c>).</summary>
    public ImmutableArray<IndexPlace> FindLinks { get; init; } = [];

    /// <summary>
    /// Whether the files of all indexes count for a project, instead of those of the first index that knows it. Whoever can put
    /// a project into one of the indexes can then supply any project.
    /// </summary>
    public bool UnsafeBestMatch { get; init; }
}
