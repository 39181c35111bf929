using YamlDotNet.Core;

namespace EnvBuild.Conda.Locks;

internal sealed partial class LockShape
{
    /// <summary>A mapping or list that is open.</summary>
    /// <param name="isMapping">Whether it has keys.</param>
    /// <param name="anchor">The name that others may refer to it by.</param>
    private sealed class Level(bool isMapping, AnchorName anchor)
    {
        public bool IsMapping { get; } = isMapping;

        public AnchorName Anchor => anchor;

        public bool ExpectsKey { get; set; } = isMapping;
    }
}
