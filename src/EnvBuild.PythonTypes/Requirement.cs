using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Python;

/// <summary>What is asked of the Python package index: a project with versions, or an address (PEP 508).</summary>
/// <param name="Name">Name as written.</param>
/// <param name="Extras">Extras as written, in their order.</param>
/// <param name="Specifiers">Permitted versions.</param>
/// <param name="Url">Address behind <c>@</c>.</param>
/// <param name="Marker">Condition.</param>
public sealed record Requirement(
    string Name,
    ImmutableArray<string> Extras,
    VersionSpecifiers Specifiers,
    string? Url,
    MarkerExpression? Marker)
{
    /// <summary>The comparable name (PEP 503).</summary>
    public string NormalizedName => PackageName.Normalize(Name);

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">One line without comment.</param>
    /// <param name="requirement">The requirement.</param>
    /// <param name="error">Why it could not be read, and where.</param>
    /// <returns>Whether the text is a requirement.</returns>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Requirement? requirement,
        [NotNullWhen(false)] out ParseError? error)
    {
        var scanner = new RequirementScanner(text);
        requirement = RequirementParser.Parse(scanner);
        error = requirement is null ? scanner.Error! : null;
        return requirement is not null;
    }

    /// <summary>
    /// The text that is the same for equal requirements: <c>name[extra,…]specifiers ; marker</c>, or <c>name[extra,…] @
    /// url ; marker</c>; names normalised, extras and clauses once each and sorted.
    /// </summary>
    public string ToCanonicalString() => Format(
        NormalizedName,
        Extras.Select(PackageName.Normalize).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Specifiers.ToCanonicalString(),
        Marker?.ToCanonicalString());

    /// <summary>The requirement as written, with even spacing.</summary>
    public override string ToString() => Format(Name, Extras, Specifiers.ToString(), Marker?.ToString());

    /// <inheritdoc/>
    public bool Equals(Requirement? other) =>
        other is not null && string.Equals(ToCanonicalString(), other.ToCanonicalString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToCanonicalString());

    private string Format(string name, IEnumerable<string> extras, string specifiers, string? marker)
    {
        var joined = string.Join(',', extras);
        var bracket = joined.Length == 0 ? "" : $"[{joined}]";
        var target = Url is null ? specifiers : $" @ {Url}";
        return $"{name}{bracket}{target}{(marker is null ? "" : $" ; {marker}")}";
    }
}
