using System.Text.RegularExpressions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Registries;

/// <summary>
/// Names something in a registry (the grammar of <c>distribution/reference</c>). A repository of Docker Hub without a
/// namespace is in <c>library</c>.
/// </summary>
/// <param name="Host">Host in lower case, with its port where one is given; <c>docker.io</c> for Docker Hub.</param>
/// <param name="Repository">Path of the repository.</param>
/// <param name="Tag">Tag; <see langword="null"/> if none is given beside a digest.</param>
/// <param name="Digest">Digest of the manifest or index; it rules over the tag.</param>
public sealed partial record RegistryReference(string Host, string Repository, string? Tag, Digest? Digest)
{
    /// <summary>The host that names of Docker Hub have.</summary>
    public const string DockerHub = "docker.io";

    private const string DefaultTag = "latest";
    private const int LongestRepository = 255;
    private const int ImageIdLength = 64;

    /// <summary>What the registry is asked for: the digest, else the tag.</summary>
    public string ManifestName => Digest?.ToString() ?? Tag ?? DefaultTag;

    /// <summary>Host and repository.</summary>
    public string Name => $"{Host}/{Repository}";

    /// <summary>Reads <c>[host[:port]/]repository[:tag][@digest]</c>; <c>docker://</c> in front is dropped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="location">Place of the text, for the diagnostic.</param>
    /// <exception cref="EnvBuildException">ENV5100: it names nothing in a registry.</exception>
    public static RegistryReference Parse(string text, SourceLocation? location = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bare = text.StartsWith("docker://", StringComparison.Ordinal) ? text["docker://".Length..] : text;
        var match = Grammar().Match(bare);
        var problem = FindProblem(bare, match, out var digest);
        if (problem is not null)
        {
            throw DiagnosticCatalog.RegistryReferenceInvalid.Exception(location, text, problem);
        }

        var host = NormalizeHost(match.Groups["host"].Value);
        var path = match.Groups["path"].Value;
        var tag = match.Groups["tag"];
        return new RegistryReference(
            host,
            host == DockerHub && !path.Contains('/', StringComparison.Ordinal) ? $"library/{path}" : path,
            tag.Success ? tag.Value : digest is null ? DefaultTag : null,
            digest);
    }

    /// <summary>The full form: host, repository, then the tag and the digest that there are.</summary>
    public override string ToString() =>
        $"{Name}{(Tag is null ? "" : $":{Tag}")}{(Digest is { } digest ? $"@{digest}" : "")}";

    /// <summary>One spelling for each registry: lower case, and one name for Docker Hub.</summary>
    internal static string NormalizeHost(string host)
    {
        var lower = host.ToLowerInvariant();
        return lower is "" or "index.docker.io" or "registry-1.docker.io" ? DockerHub : lower;
    }

    private static string? FindProblem(string text, Match match, out Digest? digest)
    {
        digest = null;
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return "an image is named without 'https://'";
        }

        if (!match.Success)
        {
            return Grammar().IsMatch(text.ToLowerInvariant())
                ? "the repository must be lower case"
                : "it is not of the form 'host/repository:tag'";
        }

        var path = match.Groups["path"].Value;
        if (path.Length > LongestRepository)
        {
            return $"the repository is longer than {LongestRepository} characters";
        }

        if (path.Length == ImageIdLength && path.All(char.IsAsciiHexDigitLower))
        {
            return "64 hex digits alone name an image id, not a repository";
        }

        var written = match.Groups["digest"];
        if (written.Success && !Oci.Digest.TryParse(written.Value, out _))
        {
            return "the digest is not 'sha256:' and 64 lower-case hexadecimal digits";
        }

        digest = written.Success ? Oci.Digest.Parse(written.Value) : null;
        return null;
    }

    [GeneratedRegex(
        """
        \A(?:(?<host>
            localhost(?::[0-9]{1,5})?
            | [A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+(?::[0-9]{1,5})?
            | [A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?:[0-9]{1,5}
            | \[[0-9a-fA-F:]+\](?::[0-9]{1,5})?)/)?
          (?<path>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)
          (?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?
          (?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-zA-Z=_-]+))?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();
}
