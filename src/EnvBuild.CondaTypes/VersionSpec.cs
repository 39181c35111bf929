using System.Diagnostics.CodeAnalysis;
using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda;

/// <summary>A set of versions: <c>&gt;=1.2,&lt;2|3.*</c> (CEP 29, version matching).</summary>
public sealed class VersionSpec : IEquatable<VersionSpec>
{
    private readonly string _text;

    private VersionSpec(VersionConstraint root)
    {
        Root = root;
        var text = new StringBuilder();
        root.AppendTo(text);
        _text = text.ToString();
    }

    /// <summary>Every version.</summary>
    public static VersionSpec Any { get; } = new(AnyVersion.Instance);

    /// <summary>Whether every version matches.</summary>
    public bool MatchesAll => Root is AnyVersion;

    /// <summary>The only version that matches, if the spec names one: <c>==1.2</c> or <c>1.2</c>.</summary>
    public CondaVersion? ExactVersion =>
        Root is VersionClause { Relation: VersionRelation.Equal } clause ? clause.Version : null;

    /// <summary>The series that is asked for, if the spec is only that: <c>=1.2</c> or <c>1.2.*</c>.</summary>
    public CondaVersion? Series =>
        Root is VersionClause { Relation: VersionRelation.StartsWith } clause ? clause.Version : null;

    internal VersionConstraint Root { get; }

    /// <summary>Reads a version spec.</summary>
    /// <param name="text">The text; blanks between clauses do not matter.</param>
    /// <exception cref="EnvBuildException">The text is not a version spec (ENV3003).</exception>
    public static VersionSpec Parse(string text) => TryParse(text, out var spec, out var error)
        ? spec
        : throw DiagnosticCatalog.InvalidVersionSpec.Exception(null, text, error.Reason);

    /// <summary>Reads a version spec.</summary>
    /// <param name="text">The text; blanks between clauses do not matter.</param>
    /// <param name="spec">The spec, if it can be read.</param>
    /// <param name="error">Where and why it cannot.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out VersionSpec? spec, [NotNullWhen(false)] out MatchSpecError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new VersionSpecParser(text);
        var root = parser.ParseAll();
        error = root is null ? parser.Error ?? new MatchSpecError(0, "it is not a version") : null;
        spec = root is null ? null : new VersionSpec(root);
        return spec is not null;
    }

    /// <summary>Whether a version is in the set.</summary>
    /// <param name="version">The version.</param>
    public bool Matches(CondaVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Root.Matches(version);
    }

    /// <inheritdoc/>
    public bool Equals(VersionSpec? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionSpec);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text without blanks, a series written with <c>.*</c>.</summary>
    public override string ToString() => _text;
}
