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

    /// <summary>Whether a clause names a pre-release, by which the set takes pre-releases.</summary>
    public bool NamesPreRelease => Clauses.Any(clause => clause.NamesPreRelease);

    /// <summary>Whether a version satisfies all clauses, be it a pre-release or not.</summary>
    /// <param name="version">The version.</param>
    public bool Matches(PythonVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        foreach (var clause in Clauses)
        {
            if (!clause.Matches(version))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a version as written satisfies all clauses; <c>===</c> compares the text, whatever it means.</summary>
    /// <param name="version">Text, which only <c>===</c> takes if it is no version.</param>
    /// <param name="preReleases">Whether pre-releases are wanted; they are unless this is <see langword="false"/>.</param>
    public bool Contains(string version, bool? preReleases = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        var parsed = PythonVersion.TryParse(version, out var found) ? found : null;
        return (preReleases != false || parsed is not { IsPreRelease: true })
            && Clauses.All(clause => SpecifierMatch.Matches(clause, version, parsed));
    }

    /// <summary>
    /// The versions that satisfy all clauses, in their order. Pre-releases are among them if they are asked for or a clause
    /// names one, else only if nothing else satisfies (PEP 440, handling of pre-releases).
    /// </summary>
    /// <param name="versions">Versions to choose from.</param>
    /// <param name="preReleases">Whether pre-releases are wanted; <see langword="null"/> leaves it to the clauses.</param>
    public IReadOnlyList<PythonVersion> Filter(IEnumerable<PythonVersion> versions, bool? preReleases = null)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var matching = versions.Where(Matches).ToList();
        var wanted = preReleases ?? (NamesPreRelease ? true : null);
        if (wanted == true)
        {
            return matching;
        }

        var releases = matching.Where(version => !version.IsPreRelease).ToList();
        return releases.Count > 0 || wanted == false ? releases : matching;
    }

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
