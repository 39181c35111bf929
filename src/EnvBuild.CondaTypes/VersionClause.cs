using System.Text;

namespace EnvBuild.Conda;

/// <summary>A relation to one version.</summary>
/// <param name="relation">The relation.</param>
/// <param name="version">The version that is named.</param>
/// <param name="text">Canonical text.</param>
internal sealed class VersionClause(VersionRelation relation, CondaVersion version, string text) : VersionConstraint
{
    private readonly CondaVersion? _series = relation == VersionRelation.Compatible ? SeriesOf(version) : null;

    internal VersionRelation Relation => relation;

    internal CondaVersion Version => version;

    internal override bool Matches(CondaVersion candidate) => relation switch
    {
        VersionRelation.Equal => candidate.CompareTo(version) == 0,
        VersionRelation.NotEqual => candidate.CompareTo(version) != 0,
        VersionRelation.Less => candidate.CompareTo(version) < 0,
        VersionRelation.LessOrEqual => candidate.CompareTo(version) <= 0,
        VersionRelation.Greater => candidate.CompareTo(version) > 0,
        VersionRelation.GreaterOrEqual => candidate.CompareTo(version) >= 0,
        VersionRelation.StartsWith => candidate.StartsWith(version),
        VersionRelation.NotStartsWith => !candidate.StartsWith(version),
        _ => candidate.CompareTo(version) >= 0 && (_series is null || candidate.StartsWith(_series)),
    };

    internal override void AppendTo(StringBuilder builder) => builder.Append(text);

    private static CondaVersion? SeriesOf(CondaVersion version)
    {
        var dot = version.Text.LastIndexOf('.');
        return dot > 0 && CondaVersion.TryParse(version.Text[..dot], out var series, out _) ? series : null;
    }
}
