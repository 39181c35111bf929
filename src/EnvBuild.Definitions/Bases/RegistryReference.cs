using System.Text.RegularExpressions;

namespace EnvBuild.Definitions.Bases;

/// <summary>References to images in registries, by the grammar of <c>distribution/reference</c>.</summary>
internal static partial class RegistryReference
{
    private const string DefaultHost = "docker.io";

    /// <summary>Why a text is no reference; <see langword="null"/> when it is one.</summary>
    public static string? Check(string text)
    {
        if (text.Length == 0)
        {
            return "it is empty";
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return "an image is named without 'https://', such as 'docker.io/library/python:3.12-slim'";
        }

        var match = ReferenceRegex().Match(text);
        if (!match.Success)
        {
            return text.Any(char.IsAsciiLetterUpper) && ReferenceRegex().IsMatch(text.ToLowerInvariant())
                ? "the repository must be lower case"
                : "it is neither 'scratch', nor a local image ('oci:folder'), nor a reference ('host/name:tag')";
        }

        return match.Groups["path"].Value is { Length: 64 } path && path.All(char.IsAsciiHexDigitLower)
            ? "64 hex digits alone name an image id, not a repository"
            : null;
    }

    /// <summary>The full form: host, repository, and a tag or a digest.</summary>
    public static string Canonical(string text)
    {
        var match = ReferenceRegex().Match(text);
        var host = match.Groups["host"].Value.ToLowerInvariant();
        var path = match.Groups["path"].Value;
        host = host is "" or "index.docker.io" or "registry-1.docker.io" ? DefaultHost : host;
        path = host == DefaultHost && !path.Contains('/', StringComparison.Ordinal) ? "library/" + path : path;
        var tag = match.Groups["tag"];
        var digest = match.Groups["digest"];
        var tagText = tag.Success ? ":" + tag.Value : digest.Success ? "" : ":latest";
        return $"{host}/{path}{tagText}{(digest.Success ? "@" + digest.Value : "")}";
    }

    /// <summary>Whether it names neither tag nor digest, or the tag <c>latest</c> without digest.</summary>
    public static bool IsFloating(string canonical) => canonical.EndsWith(":latest", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:(?<host>localhost(?::[0-9]+)?|(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::[0-9]+)?" +
        @"|[A-Za-z0-9-]+:[0-9]+|\[[0-9a-fA-F:]+\](?::[0-9]+)?)/)?" +
        @"(?<path>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)" +
        @"(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?" +
        @"(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ReferenceRegex();
}
