using System.Text;

namespace EnvBuild.Conda;

/// <summary>A node of a version spec's tree.</summary>
internal abstract class VersionConstraint
{
    internal abstract bool Matches(CondaVersion version);

    internal abstract void AppendTo(StringBuilder text);
}
