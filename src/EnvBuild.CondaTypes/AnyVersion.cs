using System.Text;

namespace EnvBuild.Conda;

/// <summary><c>*</c>.</summary>
internal sealed class AnyVersion : VersionConstraint
{
    internal static AnyVersion Instance { get; } = new();

    internal override bool Matches(CondaVersion version) => true;

    internal override void AppendTo(StringBuilder text) => text.Append('*');
}
