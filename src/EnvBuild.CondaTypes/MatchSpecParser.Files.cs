using System.Buffers;

namespace EnvBuild.Conda;

internal sealed partial class MatchSpecParser
{
    private static readonly SearchValues<char> BuildCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+!");

    /// <summary>A URL or path of a package file is a spec of that file.</summary>
    private MatchSpec? ParseFile(string text, string tail)
    {
        var url = UrlOf(text);
        if (url.IndexOf('"', StringComparison.Ordinal) is >= 0 and var quote)
        {
            return Fail(Math.Min(quote, text.Length), "'\"' cannot stand in a URL or path; write %22");
        }

        var fileName = Uri.UnescapeDataString(url[(url.LastIndexOfAny(['/', '\\']) + 1)..]);
        var spec = WithHash(Any, tail.TrimStart('#').Trim()) with { Url = url };
        if (StringPattern.TryParse(fileName, out var pattern, out _))
        {
            spec = spec with { FileName = pattern };
        }

        var folder = url[..Math.Max(url.LastIndexOf('/'), 0)];
        var slash = folder.LastIndexOf('/');
        if (slash < 0 || !Subdirs.IsKnown(folder[(slash + 1)..]))
        {
            return spec;
        }

        if (!DistName.TryParse(fileName, out var dist))
        {
            return Fail(0, $"'{fileName}' is not of the form name-version-build");
        }

        if (!VersionSpec.TryParse("==" + dist.Version, out var version, out var error))
        {
            return Fail(0, error.Reason);
        }

        if (dist.Build.Length == 0
            || dist.Build.AsSpan().ContainsAnyExcept(BuildCharacters)
            || DistName.IsPackageFile(dist.Build)
            || DistName.IsPackageFile(dist.Version))
        {
            return Fail(0, $"'{dist}' is not a name, a version and a build");
        }

        var build = StringPattern.TryParse(dist.Build, out var exact, out _) ? exact : null;
        return WithChannel(spec, folder, 0) is { } placed
            && WithName(placed, dist.Name.ToLowerInvariant(), 0) is { } named
            ? named with { Version = version, Build = build }
            : null;
    }

    /// <summary>What stands behind <c>#</c> in explicit files (CEP 23).</summary>
    private static MatchSpec WithHash(MatchSpec spec, string hash)
    {
        var digits = hash.StartsWith("sha256:", StringComparison.Ordinal) ? hash["sha256:".Length..] : hash;
        if (digits.Length == 0 || !digits.All(char.IsAsciiHexDigit))
        {
            return spec;
        }

        return digits.Length switch
        {
            32 => spec with { Md5 = digits },
            64 => spec with { Sha256 = digits },
            _ => spec,
        };
    }

    private static string UrlOf(string text)
    {
        if (ChannelText.IsUrl(text))
        {
            return text;
        }

        if (text.Length > 2 && text[1] == ':' && char.IsAsciiLetter(text[0]))
        {
            return "file:///" + text.Replace('\\', '/');
        }

        return text.StartsWith('/') ? "file://" + text : text;
    }
}
