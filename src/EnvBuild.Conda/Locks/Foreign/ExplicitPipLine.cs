using System.Text.RegularExpressions;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>
/// The comment in which conda-lock keeps a package of pip in an <c>@EXPLICIT</c> list:
/// <c># pip NAME @ URL --hash=sha256:…</c>.
/// </summary>
internal static partial class ExplicitPipLine
{
    public static bool IsMatch(string text) => LineRegex().IsMatch(text);

    /// <summary>The package; <see langword="null"/> if its file name tells no version.</summary>
    public static LockedPackage? Read(string text)
    {
        var match = LineRegex().Match(text);
        var package = new LockedPackage
        {
            Name = match.Groups["name"].Value.ToLowerInvariant(),
            Version = "",
            Manager = LockedPackage.PipManager,
            Platform = "",
            Url = match.Groups["url"].Value,
            Md5 = match.Groups["md5"] is { Success: true } md5 ? md5.Value : null,
            Sha256 = match.Groups["sha256"] is { Success: true } sha256 ? sha256.Value : null,
        };
        return PipFileName.VersionOf(package.FileName) is { } version ? package with { Version = version } : null;
    }

    [GeneratedRegex(
        @"\A#\s*pip\s+(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s+@\s+(?<url>\S+?)"
        + @"(?:(?:\s+--hash=|#)(?:sha256[:=](?<sha256>[0-9a-f]{64})|md5[:=](?<md5>[0-9a-f]{32})))?\s*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex LineRegex();
}
