using System.Diagnostics.CodeAnalysis;
using EnvBuild.Definitions.Reading;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Bases;

/// <summary>Reads what stands behind <c>image:</c>.</summary>
internal static class BaseReferenceParser
{
    private static readonly (string Prefix, BaseKind Kind)[] Transports =
    [
        ("oci:", BaseKind.OciLayout),
        ("oci-archive:", BaseKind.OciArchive),
        ("docker-archive:", BaseKind.DockerArchive),
    ];

    /// <summary>Reads a base.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">Absolute folder at which relative paths start.</param>
    /// <param name="location">Where it is written.</param>
    /// <param name="reference">The base.</param>
    /// <param name="reason">Why it is none: the rest of a sentence, without a full stop.</param>
    public static bool TryParse(
        string text,
        string folder,
        SourceLocation? location,
        [NotNullWhen(true)] out BaseReference? reference,
        [NotNullWhen(false)] out string? reason)
    {
        var trimmed = text.Trim();
        reason = null;
        if (PlaceholderText.IsIn(trimmed))
        {
            reference = new BaseReference(BaseKind.Placeholder, text, trimmed, location);
        }
        else if (trimmed == "scratch")
        {
            reference = BaseReference.Scratch with { Location = location };
        }
        else if (TransportOf(trimmed) is { Prefix: not null } local)
        {
            reference = ParseLocal(trimmed[local.Prefix.Length..], local.Kind, local.Prefix, folder, location);
            reason = reference is null ? $"the path behind '{local.Prefix}' is missing" : null;
        }
        else
        {
            reference = ParseRegistry(trimmed, location, out reason);
        }

        return reference is not null;
    }

    private static (string Prefix, BaseKind Kind) TransportOf(string text) =>
        Array.Find(Transports, transport => text.StartsWith(transport.Prefix, StringComparison.Ordinal));

    private static BaseReference? ParseLocal(
        string rest, BaseKind kind, string prefix, string folder, SourceLocation? location)
    {
        var (path, image) = SplitImage(rest);
        if (path.Length == 0)
        {
            return null;
        }

        var canonical = prefix + RelativePath.Normalize(path) + (image is null ? "" : ":" + image);
        return new BaseReference(kind, prefix + rest, canonical, location)
        {
            ArchivePath = RelativePath.Resolve(path, folder),
            ImageName = image,
        };
    }

    // As skopeo: the first colon ends the path, except that of a Windows drive.
    private static (string Path, string? Image) SplitImage(string rest)
    {
        var isDrive = rest is [var letter, ':', '\\' or '/', ..] && char.IsAsciiLetter(letter);
        var colon = rest.IndexOf(':', isDrive ? 2 : 0);
        return colon < 0 || colon == rest.Length - 1 ? (rest.TrimEnd(':'), null) : (rest[..colon], rest[(colon + 1)..]);
    }

    private static BaseReference? ParseRegistry(string text, SourceLocation? location, out string? reason)
    {
        var bare = text.StartsWith("docker://", StringComparison.Ordinal) ? text["docker://".Length..] : text;
        reason = bare.StartsWith("azureml:", StringComparison.OrdinalIgnoreCase)
            ? "it names an environment of an Azure ML workspace, not an image; give the image that it stands for"
            : RegistryReference.Check(bare);
        return reason is null
            ? new BaseReference(BaseKind.Registry, text, RegistryReference.Canonical(bare), location)
            : null;
    }
}
