using System.Text;

namespace EnvBuild.Conda;

/// <summary>A glob or a regular expression on the text of the version.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="isNegated">Whether it is forbidden instead of wanted.</param>
internal sealed class VersionPattern(StringPattern pattern, bool isNegated) : VersionConstraint
{
    internal override bool Matches(CondaVersion version) => pattern.Matches(version.Text) != isNegated;

    internal override void AppendTo(StringBuilder text) => text.Append(isNegated ? "!=" : "").Append(pattern.Text);
}
