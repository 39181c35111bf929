using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda;

/// <summary>
/// A query for packages: <c>conda-forge::numpy&gt;=1.26,&lt;2</c> (CEP 29). Equal specs have the same canonical
/// text.
/// </summary>
public sealed partial record MatchSpec
{
    /// <summary>Name in lower case, or a pattern; <c>*</c> for any.</summary>
    public required string Name { get; init; }

    /// <summary>Versions; <see langword="null"/> for any.</summary>
    public VersionSpec? Version { get; init; }

    /// <summary>Build string; <see langword="null"/> for any.</summary>
    public StringPattern? Build { get; init; }

    /// <summary>Build number; <see langword="null"/> for any.</summary>
    public BuildNumberSpec? BuildNumber { get; init; }

    /// <summary>Canonical name, URL or pattern of the channel; <see langword="null"/> for any.</summary>
    public string? Channel { get; init; }

    /// <summary>Platform; <see langword="null"/> for any.</summary>
    public string? Subdir { get; init; }

    /// <summary>
    /// What stands between two colons. It has no meaning (CEP 29), so it may be a mistake worth a warning.
    /// </summary>
    public string? Namespace { get; init; }

    /// <summary>URL of the package file.</summary>
    public string? Url { get; init; }

    /// <summary>Name of the package file.</summary>
    public StringPattern? FileName { get; init; }

    /// <summary>MD5 of the package file.</summary>
    public string? Md5 { get; init; }

    /// <summary>SHA-256 of the package file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>License.</summary>
    public StringPattern? License { get; init; }

    /// <summary>Kind of license.</summary>
    public StringPattern? LicenseFamily { get; init; }

    /// <summary>The features that the package turns on: all of them and no others.</summary>
    public ImmutableArray<string> TrackFeatures { get; init; } = [];

    /// <summary>Condition under which the spec counts (CEP 43); <see langword="null"/> for always.</summary>
    public MatchCondition? When { get; init; }

    /// <summary>Groups of optional dependencies that are wanted (CEP 44).</summary>
    public ImmutableArray<string> Extras { get; init; } = [];

    /// <summary>Flags of the variant that is wanted, all of them; each may be a glob (CEP 45).</summary>
    public ImmutableArray<StringPattern> Flags { get; init; } = [];

    /// <summary>
    /// Parts that conda takes and forgets, such as <c>[optional]</c>; worth a warning where people write specs.
    /// </summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>Whether the name is one name, not a pattern.</summary>
    public bool HasExactName => NamePattern is null;

    /// <summary>
    /// The name of the one package that can match; from the file name where only a file is asked for.
    /// </summary>
    public string? PackageName => HasExactName
        ? Name
        : Url is not null && DistName.TryParse(Uri.UnescapeDataString(Url[(Url.LastIndexOf('/') + 1)..]), out var dist)
            ? dist.Name
            : null;

    internal StringPattern? NamePattern { get; init; }

    /// <summary>Reads a match spec.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EnvBuildException">The text is not a match spec (ENV3001).</exception>
    public static MatchSpec Parse(string text) => TryParse(text, out var spec, out var error)
        ? spec
        : throw DiagnosticCatalog.InvalidMatchSpec.Exception(null, ChannelText.Redact(text), error.Reason);

    /// <summary>Reads a match spec.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spec">The spec, if the text is one.</param>
    /// <param name="error">Where and why it is not.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out MatchSpec? spec, [NotNullWhen(false)] out MatchSpecError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        spec = new MatchSpecParser(text).Parse(out error);
        return spec is not null;
    }

    /// <inheritdoc/>
    public bool Equals(MatchSpec? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Canonical text (CEP 29, appendix A, in the form that conda writes).</summary>
    public override string ToString() => MatchSpecFormat.Format(this);
}
