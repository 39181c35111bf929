using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Python;

/// <summary>A set of clauses that all hold, such as <c>&gt;=1.2,&lt;2</c>.</summary>
/// <param name="Clauses">Clauses as written, in their order.</param>
public sealed record VersionSpecifiers(ImmutableArray<VersionSpecifier> Clauses)
{
    /// <summary>Any version.</summary>
    public static VersionSpecifiers Any { get; } = new([]);

    /// <summary>Whether any version will do.</summary>
    public bool IsAny => Clauses.IsEmpty;

    /// <summary>Whether one clause names exactly one version.</summary>
    public bool IsPinned => Clauses.Any(clause => clause.IsPin);

    /// <summary>Reads clauses that stand between commas.</summary>
    /// <param name="text">Text; empty means any version; a comma at the end is permitted.</param>
    /// <param name="specifiers">The set.</param>
    /// <returns>Whether every clause is valid.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionSpecifiers? specifiers)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clauses = ImmutableArray.CreateBuilder<VersionSpecifier>();
        specifiers = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!VersionSpecifier.TryParse(part, out var clause))
            {
                return false;
            }

            clauses.Add(clause);
        }

        specifiers = new VersionSpecifiers(clauses.DrainToImmutable());
        return true;
    }

    /// <summary>
    /// The text that is the same for equal sets: clauses in canonical form, once each, sorted ordinally.
    /// </summary>
    public string ToCanonicalString() => string.Join(
        ',',
        Clauses.Select(
            clause => clause.ToCanonicalString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The clauses in their order.</summary>
    public override string ToString() => string.Join(',', Clauses);

    /// <inheritdoc/>
    public bool Equals(VersionSpecifiers? other) =>
        other is not null && string.Equals(ToCanonicalString(), other.ToCanonicalString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToCanonicalString());
}
