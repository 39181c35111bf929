using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>The base of an image. Local kinds use the transport names of skopeo (containers-transports(5)).</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Text">As written; <c>scratch</c> when nothing is written.</param>
/// <param name="Canonical">The text that enters the fingerprint: equal for equal references.</param>
/// <param name="Location">
/// Where it is written; <see langword="null"/> when nothing is written or it came from outside.
/// </param>
public sealed record BaseReference(BaseKind Kind, string Text, string Canonical, SourceLocation? Location)
{
    /// <summary>No base.</summary>
    public static BaseReference Scratch { get; } = new(BaseKind.Scratch, "scratch", "scratch", null);

    /// <summary>
    /// Absolute path of the folder or archive of a local kind; <see langword="null"/> for the others.
    /// </summary>
    public string? ArchivePath { get; init; }

    /// <summary>
    /// Which image of a local kind: a tag, a Docker reference or <c>@index</c>; <see langword="null"/> for the only
    /// one.
    /// </summary>
    public string? ImageName { get; init; }

    /// <summary>Whether it is a folder or file on this machine.</summary>
    public bool IsLocal => Kind is BaseKind.OciLayout or BaseKind.OciArchive or BaseKind.DockerArchive;
}
