using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>Reads <c>@EXPLICIT</c> lists (CEP 23): one address a line, perhaps with a hash.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="options">What it is read against.</param>
internal sealed partial class ExplicitReader(string path, ForeignLockOptions options)
{
    private const int MostCharacters = 16 * 1024 * 1024;

    private readonly List<ExplicitEntry> _entries = [];
    private readonly List<Diagnostic> _warnings = [];
    private string? _platform;
    private ImmutableArray<string> _channels = [];

    public ForeignLockFile Read(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw DiagnosticCatalog.ForeignLockInvalid.Exception(
                new SourceLocation(path), $"it is larger than {MostCharacters >> 20} MiB");
        }

        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            Read(new ExplicitLine(path, ++number, line));
        }

        var platform = ChoosePlatform();
        CheckUnique();
        var locked = new CondaLock
        {
            Platforms = [platform],
            Channels = _channels,
            Packages = [.. _entries.Select(entry => entry.Package with { Platform = platform })],
        };
        return new ForeignLockFile(ForeignLockFormat.Explicit, locked, [.. _warnings]);
    }

    private void Read(ExplicitLine line)
    {
        if (line.Text is "" or "@EXPLICIT")
        {
            return;
        }

        if (!line.Text.StartsWith('#'))
        {
            _entries.Add(line.ReadPackage(options));
        }
        else if (PlatformRegex().Match(line.Text) is { Success: true } platform)
        {
            var named = platform.Groups[1].Value;
            _platform = Subdirs.IsKnown(named) && named != Subdirs.NoArch
                ? named
                : throw line.Invalid($"'{named}' is not a platform of conda");
        }
        else if (ChannelsRegex().Match(line.Text) is { Success: true } channels)
        {
            const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            _channels = [.. channels.Groups[1].Value.Split(',', Tidy)];
        }
        else if (ExplicitPipLine.IsMatch(line.Text))
        {
            ReadPip(line);
        }
    }

    // conda-lock keeps packages of pip in comments.
    private void ReadPip(ExplicitLine line)
    {
        if (ExplicitPipLine.Read(line.Text) is { } package)
        {
            _entries.Add(new ExplicitEntry(line, package));
        }
        else
        {
            _warnings.Add(DiagnosticCatalog.ForeignLockReduced.At(
                line.Location, "the package of pip in this comment has no version in its file name, and is left out"));
        }
    }

    private string ChoosePlatform()
    {
        var conda = _entries.Where(entry => entry.Package.Manager == LockedPackage.CondaManager)
            .Where(entry => Subdirs.IsKnown(entry.Package.Subdir) && entry.Package.Subdir != Subdirs.NoArch)
            .ToList();
        var platform = _platform ?? conda.FirstOrDefault()?.Package.Subdir ?? options.Platform;
        if (platform is null)
        {
            throw DiagnosticCatalog.ForeignLockInvalid.Exception(
                new SourceLocation(path),
                "nothing in it tells its platform; name it with --platform, or in a line '# platform: linux-64'");
        }

        return conda.Find(entry => entry.Package.Subdir != platform) is { } other
            ? throw other.Line.Invalid($"the package is for {other.Package.Subdir}, the list for {platform}")
            : platform;
    }

    private void CheckUnique()
    {
        var seen = new Dictionary<(string, string), ExplicitEntry>();
        foreach (var entry in _entries)
        {
            var package = entry.Package;
            if (!seen.TryAdd((package.Manager, package.Name), entry))
            {
                var first = seen[(package.Manager, package.Name)].Line.Number;
                throw entry.Line.Invalid($"'{package.Name}' stands there twice, first in line {first}");
            }
        }
    }

    [GeneratedRegex(@"\A#\s*platform:\s*(\S+)\s*\z")]
    private static partial Regex PlatformRegex();

    [GeneratedRegex(@"\A#\s*channels:\s*(\S.*)\z")]
    private static partial Regex ChannelsRegex();
}
