using System.Collections.Immutable;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Tool.Commands;

/// <summary>A lock that <c>dotnet env export</c> writes.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Warnings">What came up when it was read.</param>
internal sealed record ExportedLock(CondaLock Lock, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>Name of the environment, where there is one.</summary>
    public string? Name { get; init; }

    /// <summary>Variables of the definition.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
