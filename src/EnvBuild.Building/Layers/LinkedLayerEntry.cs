using EnvBuild.Conda.Linking;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Building.Layers;

/// <summary>Where the conda half meets the image half: a path of the prefix becomes a path of the layer.</summary>
internal static class LinkedLayerEntry
{
    public static LayerEntry From(LinkedEntry entry, string prefix) => new(
        $"{prefix.TrimStart('/')}/{entry.Path}",
        entry.Kind switch
        {
            LinkedEntryKind.Directory => LayerEntryKind.Directory,
            LinkedEntryKind.SymbolicLink => LayerEntryKind.SymbolicLink,
            _ => LayerEntryKind.File,
        },
        entry.Mode,
        entry.LinkTarget,
        entry.Size,
        entry.Kind == LinkedEntryKind.File ? _ => ValueTask.FromResult(entry.Content.OpenRead()) : null);
}
