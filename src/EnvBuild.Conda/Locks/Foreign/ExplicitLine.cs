using System.Text.RegularExpressions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>One line of an <c>@EXPLICIT</c> list.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="number">Number of the line, from 1.</param>
/// <param name="line">The line as it stands there.</param>
internal sealed partial class ExplicitLine(string path, int number, string line)
{
    public int Number => number;

    public string Text { get; } = line.Trim();

    public SourceLocation Location
    {
        get
        {
            var start = line.Length - line.TrimStart().Length + 1;
            return new SourceLocation(path, new SourceSpan(number, start, number, start + Text.Length));
        }
    }

    public ExplicitEntry ReadPackage(ForeignLockOptions options)
    {
        var match = PackageRegex().Match(Text);
        if (!match.Success)
        {
            throw Invalid(WhyNoPackage());
        }

        var address = Expand(match.Groups["address"].Value, options);
        var package = new LockedPackage
        {
            Name = "",
            Version = "",
            Manager = LockedPackage.CondaManager,
            Platform = "",
            Url = LockAddresses.Resolve(address, options.WorkingFolder),
            Md5 = match.Groups["md5"] is { Success: true } md5 ? md5.Value : null,
            Sha256 = match.Groups["sha256"] is { Success: true } sha256 ? sha256.Value : null,
        };
        var dist = package.Dist ?? throw Invalid(
            $"'{package.FileName}' is not the file of a conda package, name-version-build.conda or .tar.bz2");
        return CondaVersion.TryParse(dist.Version, out _, out var reason)
            ? new ExplicitEntry(this, package with { Name = dist.Name.ToLowerInvariant(), Version = dist.Version })
            : throw Invalid($"'{dist.Version}' of '{dist.Name}' is not a version of conda: {reason}");
    }

    public EnvBuildException Invalid(string reason) =>
        DiagnosticCatalog.ForeignLockInvalid.Exception(Location, reason);

    private string WhyNoPackage()
    {
        var hash = Text.LastIndexOf('#');
        return hash > 0 && DistName.IsPackageFile(Text[..hash])
            ? "behind '#' stands neither an MD5 of 32 nor a SHA-256 of 64 lower-case hexadecimal digits"
            : "this is not the address of a package file that ends in .conda or .tar.bz2";
    }

    // CEP 23 asks for what Python's expandvars and expanduser do; what has no value stays.
    private static string Expand(string address, ForeignLockOptions options)
    {
        var expanded = VariableRegex().Replace(
            address, match => options.GetVariable(match.Groups[1].Value + match.Groups[2].Value) ?? match.Value);
        return expanded.StartsWith("~/", StringComparison.Ordinal)
            && options.GetVariable("HOME") is { Length: > 0 } home
                ? home + expanded[1..]
                : expanded;
    }

    // The expression of CEP 23; folder and file name are one group here.
    [GeneratedRegex(
        @"\A(?<address>(?:.+[/\\])?[^/\\#]+(?:\.tar\.bz2|\.conda))"
        + @"(?:#(?:(?<md5>[0-9a-f]{32})|(?:sha256:)?(?<sha256>[0-9a-f]{64})))?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex PackageRegex();

    [GeneratedRegex(@"\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})")]
    private static partial Regex VariableRegex();
}
