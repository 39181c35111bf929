using System.Collections.Immutable;
using EnvBuild.Tasks.Reporting;

namespace EnvBuild.Tasks.Inputs;

/// <summary>An environment whose definition has been read.</summary>
internal sealed record InspectedEnvironment
{
    public required EnvironmentInput Input { get; init; }

    /// <summary>Name that the definition gives; empty if none.</summary>
    public required string Name { get; init; }

    /// <summary>What was asked: 64 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>All files that the reading depended on, and the lock beside the definition, there or not.</summary>
    public required ImmutableArray<InputFile> Files { get; init; }

    /// <summary>
    /// Whether the files say all; a build context is a folder, which has to be looked through each time.
    /// </summary>
    public required bool IsComplete { get; init; }

    public required ImmutableArray<SavedDiagnostic> Diagnostics { get; init; }

    public bool IsUnchanged(EnvironmentInput input) =>
        IsComplete && Input == input && Files.All(file => file.IsUnchanged());

    public InspectedEnvironment WithLockOfNow() => this with
    {
        Files = [.. Files.Select(file => file.Path == Input.LockFile ? InputFile.Now(file.Path) : file)],
    };
}
