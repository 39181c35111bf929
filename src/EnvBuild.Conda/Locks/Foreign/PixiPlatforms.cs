using EnvBuild.Conda.Locks.Yaml;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>
/// The names of platforms in a lock of pixi. Since version 7 a list gives them, perhaps with a subdir of another name.
/// </summary>
internal sealed class PixiPlatforms
{
    private readonly Dictionary<string, string> _subdirs = new(StringComparer.Ordinal);
    private readonly LockNodes _nodes;

    private PixiPlatforms(LockNodes nodes)
    {
        _nodes = nodes;
    }

    public static PixiPlatforms Read(YamlMappingNode root, LockNodes nodes)
    {
        var platforms = new PixiPlatforms(nodes);
        foreach (var node in nodes.Items(root, "platforms"))
        {
            var name = node is YamlMappingNode mapping
                ? nodes.Require(mapping, "name")
                : nodes.TextOf(node, "a platform has no name");
            var subdir = node is YamlMappingNode described ? LockNodes.TextOrNull(described, "subdir") ?? name : name;
            if (!platforms._subdirs.TryAdd(name, subdir))
            {
                throw nodes.Invalid(node, $"the platform '{name}' is described twice");
            }
        }

        return platforms;
    }

    public string SubdirOf(YamlNode key)
    {
        var name = _nodes.TextOf(key, "a platform has no name");
        var subdir = _subdirs.GetValueOrDefault(name, name);
        return Subdirs.IsKnown(subdir) && subdir != Subdirs.NoArch
            ? subdir
            : throw _nodes.Invalid(key, $"'{subdir}' is not a platform of conda");
    }
}
