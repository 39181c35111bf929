using System.Diagnostics.CodeAnalysis;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Bases;

/// <summary>Names a base image on this machine, in the words of <c>skopeo</c> (containers-transports(5)).</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Path">Absolute path of the folder or archive; empty for scratch.</param>
/// <param name="Selector">Tag of the layout, or name in the archive; <see langword="null"/> for the only one.</param>
public sealed record BaseReference(BaseKind Kind, string Path, string? Selector)
{
    /// <summary>The empty base.</summary>
    public static BaseReference Scratch { get; } = new(BaseKind.Scratch, "", null);

    /// <summary>
    /// Reads <c>scratch</c>, <c>oci:folder[:tag]</c>, <c>oci-archive:file[:tag]</c> or
    /// <c>docker-archive:file[:name]</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">Absolute folder at which relative paths start.</param>
    /// <param name="location">Place of the text, for the diagnostic.</param>
    /// <exception cref="EnvBuildException">ENV4510: anything else.</exception>
    public static BaseReference Parse(string text, string folder, SourceLocation? location = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, folder, out var reference)
            ? reference
            : throw DiagnosticCatalog.BaseReferenceInvalid.Exception(
                location, text, IsLocal(text) ? "the path is missing" : "its kind is not known");
    }

    /// <summary>
    /// Whether a text names a base on this machine, as opposed to one in a registry. It may still lack its path.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool IsLocal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Equals(text, "scratch", StringComparison.Ordinal) || GetKind(text, out _) is not null;
    }

    /// <summary>Reads what <see cref="Parse"/> reads.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">Absolute folder at which relative paths start.</param>
    /// <param name="reference">The reference.</param>
    /// <returns>Whether the text names a base on this machine.</returns>
    public static bool TryParse(string text, string folder, [NotNullWhen(true)] out BaseReference? reference)
    {
        ArgumentNullException.ThrowIfNull(text);
        reference = string.Equals(text, "scratch", StringComparison.Ordinal) ? Scratch : null;
        if (reference is not null || GetKind(text, out var rest) is not { } kind)
        {
            return reference is not null;
        }

        // The colon of a Windows drive is not the one before the tag.
        var afterDrive = rest.Length > 1 && char.IsAsciiLetter(rest[0]) && rest[1] == ':' && OperatingSystem.IsWindows()
            ? 2
            : 0;
        var colon = rest.IndexOf(':', afterDrive);
        var path = colon < 0 ? rest : rest[..colon];
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var selector = colon < 0 || colon == rest.Length - 1 ? null : rest[(colon + 1)..];
        reference = new BaseReference(kind, System.IO.Path.GetFullPath(path, folder), selector);
        return true;
    }

    /// <summary>The text that names it.</summary>
    public override string ToString()
    {
        var kind = Kind switch
        {
            BaseKind.OciLayout => "oci:",
            BaseKind.OciArchive => "oci-archive:",
            BaseKind.DockerArchive => "docker-archive:",
            _ => "scratch",
        };
        return Selector is null ? kind + Path : $"{kind}{Path}:{Selector}";
    }

    private static BaseKind? GetKind(string text, out string rest)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        rest = text[(colon + 1)..];
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "oci" => BaseKind.OciLayout,
            "oci-archive" => BaseKind.OciArchive,
            "docker-archive" => BaseKind.DockerArchive,
            _ => null,
        };
    }
}
