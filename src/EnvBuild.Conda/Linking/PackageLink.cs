using System.Collections.Immutable;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>One run of linking one package.</summary>
internal sealed class PackageLink(
    PackageArchive archive,
    PackageOrigin origin,
    LinkOptions options,
    CancellationToken cancellationToken)
{
    // What conda makes under the usual umask of 022, whatever the umask of the machine that built the package.
    private const int ModeMask = 0x1ED; // rwxr-xr-x
    private const int OwnerWrites = 0x80; // -w-------
    private const string NoArchPython = "python";
    private const string MetadataFolder = "conda-meta";

    private readonly PackageIndex _index = PackageIndex.Read(archive);
    private readonly Dictionary<string, LinkedEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<PrefixPath> _paths = [];
    private readonly List<string> _files = [];
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public LinkedPackage Run()
    {
        CheckIdentity();
        foreach (var path in PackagePaths.Read(archive))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!path.Path.StartsWith("info/", StringComparison.Ordinal))
            {
                Add(path);
            }
        }

        AddEntryPoints();
        CheckNoPathGoesThroughAnother();
        AddRecord();
        var scripts = FindScripts();
        return new LinkedPackage(
            _index.Name,
            _index.Version,
            _index.Build,
            [.. _entries.Values.OrderBy(entry => entry.Path, Utf8PathComparer.Instance)],
            scripts,
            _diagnostics.DrainToImmutable());
    }

    /// <summary>What was chosen by name, version and build must be that (CEP 26), whatever its hash.</summary>
    private void CheckIdentity()
    {
        if (DistName.TryParse(archive.FileName, out var wanted)
            && !string.Equals(wanted.ToString(), _index.Stem, StringComparison.OrdinalIgnoreCase))
        {
            throw DiagnosticCatalog.PackageIsAnother.Exception(null, archive.FileName, _index.Stem);
        }
    }

    private void Add(PackagePath path)
    {
        var target = ToTarget(path.Path);
        CheckTarget(target);
        var (entry, recorded) = Link(path, target);
        if (!_entries.TryAdd(target, entry))
        {
            throw Unsafe(target, "occurs twice");
        }

        _files.Add(target);
        _paths.Add(recorded);
    }

    private (LinkedEntry Entry, PrefixPath Recorded) Link(PackagePath path, string target)
    {
        var found = archive.TryGetEntry(path.Path, out var source);
        if (path.IsDirectory || source?.Kind == ArchiveEntryKind.Directory)
        {
            return found && source!.Kind != ArchiveEntryKind.Directory
                ? throw archive.InvalidMetadata("info/paths.json", $"'{path.Path}' is no directory")
                : (new LinkedEntry { Path = target, Kind = LinkedEntryKind.Directory, Mode = ModeMask },
                    new PrefixPath { Path = path.Path, PathType = "directory" });
        }

        if (!found)
        {
            throw DiagnosticCatalog.PackageFileMissing.Exception(null, archive.FileName, path.Path);
        }

        return source!.Kind == ArchiveEntryKind.SymbolicLink
            ? LinkSoft(path, target, source)
            : LinkFile(path, target, source);
    }

    private static (LinkedEntry Entry, PrefixPath Recorded) LinkSoft(
        PackagePath path, string target, ArchiveEntry source)
    {
        var entry = new LinkedEntry
        {
            Path = target,
            Kind = LinkedEntryKind.SymbolicLink,
            Mode = LinkedEntry.LinkMode,
            LinkTarget = source.LinkTarget,
        };
        return (entry, new PrefixPath
        {
            Path = path.Path,
            PathType = "softlink",
            NoLink = path.NoLink,
            Sha256 = path.Sha256,
            Size = path.Size,
        });
    }

    private (LinkedEntry Entry, PrefixPath Recorded) LinkFile(PackagePath path, string target, ArchiveEntry source)
    {
        var sha256 = source.Content.ComputeSha256(cancellationToken);
        CompareWithList(path, source.Content.Length, sha256);
        var content = path.Placeholder is { } placeholder
            ? ReplacePrefix(path, source.Content, placeholder)
            : source.Content;
        var sha256InPrefix = ReferenceEquals(content, source.Content)
            ? sha256
            : content.ComputeSha256(cancellationToken);
        var entry = new LinkedEntry
        {
            Path = target,
            Kind = LinkedEntryKind.File,
            // conda opens a file for writing before it looks for the placeholder.
            Mode = (source.Mode & ModeMask) | (path.Placeholder is null ? 0 : OwnerWrites),
            Sha256 = sha256InPrefix,
            Content = content,
        };
        return (entry, new PrefixPath
        {
            Path = path.Path,
            PathType = "hardlink",
            FileMode = path.Placeholder is null ? null : path.Mode == PlaceholderMode.Binary ? "binary" : "text",
            NoLink = path.NoLink,
            Placeholder = path.Placeholder,
            Sha256 = sha256,
            Sha256InPrefix = sha256InPrefix,
            Size = source.Content.Length,
        });
    }

    private Content ReplacePrefix(PackagePath path, Content content, string placeholder)
    {
        if (path.Mode == PlaceholderMode.Text)
        {
            return PrefixReplacement.InText(content, placeholder, options.Prefix, cancellationToken);
        }

        return PrefixReplacement.InBinary(content, placeholder, options.Prefix, cancellationToken)
            ?? throw DiagnosticCatalog.PrefixTooLong.Exception(
                null, archive.FileName, path.Path, System.Text.Encoding.UTF8.GetByteCount(placeholder), options.Prefix);
    }

    private void CompareWithList(PackagePath path, long size, string sha256)
    {
        if (path.Size is { } listedSize && listedSize != size)
        {
            Warn("size", listedSize, size);
        }
        else if (path.Sha256 is { } listedHash && listedHash != sha256)
        {
            Warn("SHA-256", listedHash, sha256);
        }

        void Warn(string what, object expected, object actual) => _diagnostics.Add(
            DiagnosticCatalog.PackageFileDiffers.At(null, archive.FileName, path.Path, what, expected, actual));
    }

    private void AddEntryPoints()
    {
        if (_index.NoArch != NoArchPython)
        {
            return;
        }

        foreach (var text in _index.EntryPoints)
        {
            var entryPoint = EntryPoint.Parse(text, archive.FileName);
            var target = "bin/" + entryPoint.Name;
            CheckTarget(target);
            var content = Content.FromBytes(entryPoint.ToScript($"{options.Prefix}/{RequirePython().Interpreter}"));
            if (!_entries.ContainsKey(target))
            {
                _files.Add(target);
            }

            // conda writes entry points last, over a file of the same name.
            _entries[target] = new LinkedEntry
            {
                Path = target,
                Kind = LinkedEntryKind.File,
                Mode = ModeMask,
                Sha256 = content.ComputeSha256(cancellationToken),
                Content = content,
            };
            _paths.Add(new PrefixPath { Path = target, PathType = "unix_python_entry_point" });
        }
    }

    private void AddRecord()
    {
        var content = Content.FromBytes(PrefixRecord.Write(_index, origin, _paths, _files));
        var path = $"{MetadataFolder}/{_index.Stem}.json";
        _entries.Add(path, new LinkedEntry
        {
            Path = path,
            Kind = LinkedEntryKind.File,
            Mode = 0x1A4, // rw-r--r--
            Sha256 = content.ComputeSha256(cancellationToken),
            Content = content,
        });
    }

    private LinkScripts FindScripts()
    {
        var scripts = new LinkScripts(Find("pre-link"), Find("post-link"), Find("pre-unlink"));
        if (scripts.RunAtInstallation)
        {
            _diagnostics.Add(DiagnosticCatalog.LinkScriptNotRun.At(
                null, archive.FileName, scripts.PostLink ?? scripts.PreLink));
        }

        return scripts;

        string? Find(string action) =>
            _entries.ContainsKey($"bin/.{_index.Name}-{action}.sh") ? $"bin/.{_index.Name}-{action}.sh" : null;
    }

    private string ToTarget(string path)
    {
        if (_index.NoArch != NoArchPython)
        {
            return path;
        }

        const string SitePackages = "site-packages/";
        const string Scripts = "python-scripts/";
        return path.StartsWith(SitePackages, StringComparison.Ordinal)
                ? $"{RequirePython().SitePackages}/{path[SitePackages.Length..]}"
            : path.StartsWith(Scripts, StringComparison.Ordinal) ? $"bin/{path[Scripts.Length..]}"
            : path;
    }

    private PythonLayout RequirePython() =>
        options.Python ?? throw DiagnosticCatalog.PythonMissing.Exception(null, archive.FileName);

    private void CheckTarget(string target)
    {
        var fault = ArchivePath.FindFault(target)
            ?? (target.StartsWith(MetadataFolder + "/", StringComparison.Ordinal) || target == MetadataFolder
                ? "belongs to the environment itself" : null);
        if (fault is not null)
        {
            throw Unsafe(target, fault);
        }
    }

    private void CheckNoPathGoesThroughAnother()
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in _entries.Keys)
        {
            // What leads to a folder that was seen was seen with it.
            for (var end = target.LastIndexOf('/');
                end > 0 && folders.Add(target[..end]);
                end = target.LastIndexOf('/', end - 1))
            {
                if (_entries.TryGetValue(target[..end], out var parent) && parent.Kind != LinkedEntryKind.Directory)
                {
                    throw Unsafe(target, $"goes through '{parent.Path}', which is no folder");
                }
            }
        }
    }

    private EnvBuildException Unsafe(string path, string fault) =>
        DiagnosticCatalog.PackagePathUnsafe.Exception(null, archive.FileName, path, fault);
}
