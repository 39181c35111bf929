using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EnvBuild.Building.Layers;
using EnvBuild.Building.Locking;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;
using EnvBuild.Python;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Resolution;
using EnvBuild.Python.Tags;

namespace EnvBuild.Building.Pip;

/// <summary>Chooses the wheels of a definition, for the Python that conda gives.</summary>
internal sealed partial class WheelChooser(
    DocumentClient documents, PackageFetcher fetcher, BuildSettings settings, IReporter reporter)
{
    private const string PythonPackage = "python";
    private readonly List<Diagnostic> _warnings = [];

    /// <summary>What is worth a warning.</summary>
    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <summary>Chooses wheels for one platform.</summary>
    /// <param name="target">The definition.</param>
    /// <param name="platform">Conda subdir.</param>
    /// <param name="conda">Conda packages that were chosen for it.</param>
    /// <param name="metadata">Metadata of the lock; gets what the wheels add.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV3180 to ENV3186, ENV3189, ENV3191: there is no choice.</exception>
    public async Task<ImmutableArray<LockedPackage>> ChooseAsync(
        LockTarget target,
        string platform,
        IReadOnlyCollection<LockedPackage> conda,
        ImmutableSortedDictionary<string, string>.Builder metadata,
        CancellationToken cancellationToken)
    {
        var section = target.Environment.Pip;
        var python = TargetOf(target, platform, conda, metadata);
        var wish = new PipWishReader(settings.Machine).Read(section);
        var projects = new CondaProjects(fetcher, settings, reporter);
        var installed = await projects.ReadAsync(PythonPackagesOf(target, conda, metadata, platform), cancellationToken)
            .ConfigureAwait(false);
        var transport = new PipTransport(
            documents, fetcher, Path.Combine(settings.CacheFolder, "pip-metadata"), wish.Credentials);
        var request = new ResolutionRequest(python, wish.Requirements)
        {
            Constraints = wish.Constraints,
            Installed = [.. installed.Select(project => WithPlace(project, target))],
            PreReleases = wish.PreReleases,
            PrefersBinary = wish.PrefersBinary,

            // Building from source needs more than this machine has to have.
            Formats = wish.Formats.WithOnlyBinary(":all:"),
        };
        reporter.Detail($"Resolving {wish.Requirements.Length} pip requirements for {platform}");
        var result = await Resolver.ResolveAsync(
            new IndexSource(wish.Indexes, transport), request, cancellationToken).ConfigureAwait(false);
        if (result.Conflict is { } conflict)
        {
            throw Explain(conflict, platform);
        }

        Warn(result, section);
        CheckHashes(result, wish);
        var locked = new List<LockedPackage>();
        foreach (var project in result.Projects)
        {
            locked.Add(await LockAsync(project, target, platform, wish, cancellationToken).ConfigureAwait(false));
        }

        AddMetadata(result, platform, metadata);
        return [.. locked];
    }

    private static PythonTarget TargetOf(
        LockTarget target,
        string platform,
        IReadOnlyCollection<LockedPackage> conda,
        ImmutableSortedDictionary<string, string>.Builder metadata)
    {
        var location = target.Environment.Pip.Requirements[0].Location;
        var python = conda.FirstOrDefault(package => package.Name == PythonPackage)
            ?? throw DiagnosticCatalog.PipNeedsPython.Exception(location);
        var machine = platform switch
        {
            "linux-64" => "x86_64",
            "linux-32" => "i686",
            _ when platform.StartsWith("linux-", StringComparison.Ordinal) => platform["linux-".Length..],
            _ => throw DiagnosticCatalog.PipPlatform.Exception(location, platform),
        };
        var version = PythonVersion.TryParse(python.Version, out var parsed)
            ? parsed
            : throw DiagnosticCatalog.PipNeedsPython.Exception(location);
        var glibc = GlibcRegex().Match(metadata.GetValueOrDefault(LockMetadata.VirtualPackages(platform), ""));
        var (major, minor) = glibc.Success
            ? (Number(glibc.Groups[1].ValueSpan), Number(glibc.Groups[2].ValueSpan))
            : (2, 17);
        var isFreeThreaded = metadata.GetValueOrDefault(LockMetadata.SitePackages(platform), "")
            .Contains($"python{version.Release[0]}.{version.Release.ElementAtOrDefault(1)}t", StringComparison.Ordinal);
        return new PythonTarget(version, machine, LibcKind.Glibc, major, minor, isFreeThreaded);
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // Whatever holds Python modules depends on python.
    private IEnumerable<PackageToLink> PythonPackagesOf(
        LockTarget target,
        IEnumerable<LockedPackage> conda,
        ImmutableSortedDictionary<string, string>.Builder metadata,
        string platform)
    {
        var places = new PackagePlaces(target, settings);
        var sizes = LockMetadata.ParseSizes(metadata.GetValueOrDefault(LockMetadata.Sizes(platform)));
        return conda.Where(package => package.Dependencies.ContainsKey(PythonPackage))
            .Select(package => LockedPackages.ToLink(
                package, places.UrlOf(package), sizes.GetValueOrDefault(package.FileName)));
    }

    private static InstalledProject WithPlace(InstalledProject project, LockTarget target)
    {
        var asked = target.Environment.CondaPackages.FirstOrDefault(package =>
            project.Origin.Contains($" {package.Spec.Name} ", StringComparison.Ordinal));
        return asked?.Location?.Span is { } span
            ? project with { Origin = $"{project.Origin} ({Path.GetFileName(asked.Location.File)}, line {span.Line})" }
            : project;
    }

    private static EnvBuildException Explain(ResolutionConflict conflict, string platform)
    {
        var names = string.Join(", ", conflict.Asked.Select(asked => $"'{asked.Requirement}'").Distinct());
        var location = conflict.Asked.Select(asked => asked.Location).FirstOrDefault(place => place is not null);
        return new EnvBuildException([DiagnosticCatalog.PipUnsolvable.At(location, names, platform, conflict.Text)]);
    }

    private void Warn(ResolutionResult result, Definitions.PipSection section)
    {
        foreach (var project in result.Yanked)
        {
            var reason = project.File.YankedReason is { Length: > 0 } text ? $" ({text})" : "";
            _warnings.Add(DiagnosticCatalog.PipYanked.At(
                LocationOf(section, project.Name), project.Name, project.Version, reason));
        }

        foreach (var extra in result.UnknownExtras)
        {
            _warnings.Add(DiagnosticCatalog.PipExtraUnknown.At(LocationOf(section, extra.Split('[')[0]), extra));
        }
    }

    private static SourceLocation? LocationOf(Definitions.PipSection section, string name) =>
        section.Requirements.FirstOrDefault(asked => asked.Requirement?.NormalizedName == name)?.Location;

    private static void CheckHashes(ResolutionResult result, PipWish wish)
    {
        if (!wish.RequiresHashes)
        {
            return;
        }

        var hashed = wish.Requirements.Concat(wish.Constraints).Where(asked => !asked.Hashes.IsEmpty)
            .Select(asked => asked.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (result.Projects.FirstOrDefault(project => !hashed.Contains(project.Name)) is { } bare)
        {
            var first = wish.Requirements.FirstOrDefault(asked => asked.Name == bare.Name)
                ?? wish.Requirements.FirstOrDefault(asked => !asked.Hashes.IsEmpty);
            throw DiagnosticCatalog.PipOptionUnusable.Exception(
                first?.Location,
                "--hash",
                $"{bare.Name} {bare.Version} is needed and has no hash; where one requirement has a hash, all need one");
        }
    }

    private async Task<LockedPackage> LockAsync(
        ResolvedProject project,
        LockTarget target,
        string platform,
        PipWish wish,
        CancellationToken cancellationToken)
    {
        var url = project.File.Url.Split('#')[0];
        return new LockedPackage
        {
            Name = project.Name,
            Version = project.Version.ToString(),
            Manager = LockedPackage.PipManager,
            Platform = platform,
            Dependencies = project.Dependencies
                .GroupBy(requirement => requirement.NormalizedName, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(
                    group => group.Key,
                    group => string.Join(',', group.Select(requirement => requirement.Specifiers.ToString())
                        .Where(text => text.Length > 0).Distinct()) is { Length: > 0 } text ? text : "*",
                    StringComparer.Ordinal),
            Url = RelativeUrl(url, target.Folder),
            Sha256 = await FindSha256Async(project, wish, cancellationToken).ConfigureAwait(false),
        };
    }

    // A wheel beside the definition is found there on every machine.
    private static string RelativeUrl(string url, string folder)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || !parsed.IsFile)
        {
            return url;
        }

        var relative = Path.GetRelativePath(folder, parsed.LocalPath);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? url
            : "./" + relative.Replace('\\', '/');
    }

    private async Task<string> FindSha256Async(
        ResolvedProject project, PipWish wish, CancellationToken cancellationToken)
    {
        var file = project.File;
        var wanted = wish.Requirements.Concat(wish.Constraints)
            .Where(asked => asked.Name == project.Name && !asked.Hashes.IsEmpty)
            .Select(asked => asked.Hashes)
            .ToList();
        if (file.Hashes.TryGetValue("sha256", out var known) && wanted.TrueForAll(hashes => IsAmong(hashes, "sha256", known)))
        {
            return known;
        }

        var path = Uri.TryCreate(file.Url.Split('#')[0], UriKind.Absolute, out var url) && url.IsFile
            ? url.LocalPath
            : (await fetcher.FetchAsync(
                new PackageSource(
                    wish.Credentials.Add(file.Url.Split('#')[0]), file.FileName, known, file.Hashes.GetValueOrDefault("md5"), file.Size),
                cancellationToken).ConfigureAwait(false)).Path;
        foreach (var hashes in wanted)
        {
            await CheckAsync(path, file, hashes, cancellationToken).ConfigureAwait(false);
        }

        return await HashAsync(path, "sha256", cancellationToken).ConfigureAwait(false);
    }

    private static bool IsAmong(ImmutableArray<string> hashes, string algorithm, string digest) =>
        hashes.Contains($"{algorithm}:{digest}", StringComparer.OrdinalIgnoreCase);

    private static async Task CheckAsync(
        string path, IndexFile file, ImmutableArray<string> hashes, CancellationToken cancellationToken)
    {
        var found = "";
        foreach (var algorithm in hashes.Select(hash => hash.Split(':')[0].ToLowerInvariant()).Distinct())
        {
            var digest = await HashAsync(path, algorithm, cancellationToken).ConfigureAwait(false);
            if (IsAmong(hashes, algorithm, digest))
            {
                return;
            }

            found = $"{algorithm}:{digest}";
        }

        throw DiagnosticCatalog.PipFileMismatch.Exception(
            null, file.FileName, IndexAddress.Redact(file.Url), $"its hash is {found}, which is none of those that are asked for");
    }

    private static async Task<string> HashAsync(string path, string algorithm, CancellationToken cancellationToken)
    {
        var content = File.OpenRead(path);
        await using (content.ConfigureAwait(false))
        {
            var hash = algorithm switch
            {
                "sha512" => await SHA512.HashDataAsync(content, cancellationToken).ConfigureAwait(false),
                "sha384" => await SHA384.HashDataAsync(content, cancellationToken).ConfigureAwait(false),
                _ => await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false),
            };
            return Convert.ToHexStringLower(hash);
        }
    }

    private static void AddMetadata(
        ResolutionResult result, string platform, ImmutableSortedDictionary<string, string>.Builder metadata)
    {
        var sizes = LockMetadata.ParseSizes(metadata.GetValueOrDefault(LockMetadata.Sizes(platform)));
        metadata[LockMetadata.Sizes(platform)] = LockMetadata.FormatSizes(sizes.Concat(
            result.Projects.Where(project => project.File.Size is not null)
                .Select(project => KeyValuePair.Create(project.File.FileName, project.File.Size!.Value))));
        var direct = result.Projects.Where(IsRecorded).Select(project => project.Name).ToList();
        if (direct.Count > 0)
        {
            metadata[LockMetadata.DirectUrls(platform)] = string.Join(' ', direct);
        }
    }

    // A path of this machine has no place in an image.
    private static bool IsRecorded(ResolvedProject project) =>
        project.IsDirect && project.File.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"__glibc[ =]+([0-9]+)\.([0-9]+)")]
    private static partial Regex GlibcRegex();
}
