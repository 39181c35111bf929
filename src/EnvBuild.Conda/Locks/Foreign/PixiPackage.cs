using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>A package of a lock of pixi.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Locked">The package as a lock of ours keeps it.</param>
/// <param name="Size">Size of its file in bytes, if told.</param>
/// <param name="SitePackages">For Python: its site-packages below the prefix, if told (CEP 17).</param>
internal sealed record PixiPackage(YamlNode Node, LockedPackage Locked, long? Size, string? SitePackages);
