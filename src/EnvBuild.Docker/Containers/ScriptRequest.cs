using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Containers;

/// <summary>Something to run in an image.</summary>
/// <param name="Name">What it is, for people, as a subject: <c>The post-link script of x</c>.</param>
/// <param name="Command">Program and arguments.</param>
public sealed record ScriptRequest(string Name, ImmutableArray<string> Command)
{
    /// <summary>Where the user named it; <see langword="null"/> if nowhere.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>Environment variables on top of those of the image.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Absolute path of the working folder in the image; <see langword="null"/> for that of the
    /// image.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>User; <see langword="null"/> for that of the image.</summary>
    public string? User { get; init; }

    /// <summary>Whether it may use the network.</summary>
    public bool HasNetwork { get; init; }
}
