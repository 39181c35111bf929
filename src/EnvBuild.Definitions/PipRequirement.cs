using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Python;

namespace EnvBuild.Definitions;

/// <summary>A Python package that pip is asked for.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Text">As written, without comment.</param>
/// <param name="Canonical">The text that enters the fingerprint: equal for equal requirements.</param>
/// <param name="Location">Where it is written.</param>
public sealed record PipRequirement(PipRequirementKind Kind, string Text, string Canonical, SourceLocation Location)
{
    /// <summary>The parsed requirement when <see cref="Kind"/> is <see cref="PipRequirementKind.Named"/>.</summary>
    public Requirement? Requirement { get; init; }

    /// <summary>The address or the path as written, when there is one.</summary>
    public string? Target { get; init; }

    /// <summary>Absolute path of a local file or folder.</summary>
    public string? LocalPath { get; init; }

    /// <summary>Whether it is asked for in editable mode (<c>-e</c>).</summary>
    public bool IsEditable { get; init; }

    /// <summary>Permitted hashes as <c>algorithm:hex</c>, sorted ordinally.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];
}
