using System.Collections.Immutable;

namespace EnvBuild.Docker.Builds;

/// <summary>Hides secrets that a step prints.</summary>
internal sealed class SecretMask(ImmutableArray<string> secrets)
{
    private const int ShortestSecret = 4;
    private const string Hidden = "***";

    /// <summary>Nothing to hide.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>The mask for texts of secrets, of which each line counts.</summary>
    public static SecretMask For(IEnumerable<string> texts) => new(
        [
            .. texts
                .SelectMany(text => text.ReplaceLineEndings("\n").Split('\n'))
                .Select(line => line.Trim())
                .Where(line => line.Length >= ShortestSecret)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(line => line.Length),
        ]);

    public string Hide(string line) =>
        secrets.Aggregate(line, (text, secret) => text.Replace(secret, Hidden, StringComparison.Ordinal));
}
