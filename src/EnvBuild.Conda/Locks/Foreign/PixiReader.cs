using System.Collections.Immutable;
using EnvBuild.Conda.Locks.Yaml;
using EnvBuild.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>
/// Reads locks of pixi and rattler, versions 4 to 7: environments that point at packages, which stand once for all.
/// </summary>
/// <param name="path">Absolute path of the file.</param>
/// <param name="nodes">Takes values out of its nodes.</param>
/// <param name="options">What it is read against.</param>
internal sealed class PixiReader(string path, LockNodes nodes, ForeignLockOptions options)
{
    private const string DefaultEnvironment = "default";

    private readonly List<Diagnostic> _warnings = [];

    public ForeignLockFile Read(YamlMappingNode root, int version)
    {
        var environment = ChooseEnvironment(nodes.RequireMapping(root, "environments"));
        var platforms = PixiPlatforms.Read(root, nodes);
        var packages = new PixiPackages(root, version, path, nodes);
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var locked = ImmutableArray.CreateBuilder<LockedPackage>();
        var names = new List<string>();
        foreach (var (key, selectors) in nodes.RequireMapping(environment, "packages").Children)
        {
            var platform = platforms.SubdirOf(key);
            if (names.Contains(platform))
            {
                throw nodes.Invalid(
                    key, $"'{platform}' stands there twice; only one set of packages for it can be kept");
            }

            names.Add(platform);
            var chosen = Select(selectors, platform, packages);
            AddMetadata(metadata, platform, chosen);
            locked.AddRange(chosen.Select(package => package.Locked));
        }

        return new ForeignLockFile(
            ForeignLockFormat.Pixi,
            new CondaLock
            {
                Platforms = [.. names.Order(StringComparer.Ordinal)],
                Channels = [.. nodes.Channels(environment).Select(channel => channel.TrimEnd('/'))],
                CustomMetadata = metadata.ToImmutable(),
                Packages = locked.ToImmutable(),
            },
            [.. _warnings, .. packages.Warnings]);
    }

    private YamlMappingNode ChooseEnvironment(YamlMappingNode environments)
    {
        var names = environments.Children.Keys.Select(key => nodes.TextOf(key, "an environment has no name")).ToList();
        var name = options.Environment
            ?? (names.Contains(DefaultEnvironment) ? DefaultEnvironment : names is [var only] ? only : null);
        if (name is null || !names.Contains(name))
        {
            throw DiagnosticCatalog.ForeignEnvironmentUnknown.Exception(
                nodes.LocationOf(environments), name ?? DefaultEnvironment, string.Join(", ", names));
        }

        if (options.Environment is null && names.Count > 1)
        {
            var others = string.Join(", ", names.Where(other => other != name));
            _warnings.Add(DiagnosticCatalog.ForeignLockReduced.At(
                nodes.LocationOf(environments), $"of its environments only '{name}' is taken, and not {others}"));
        }

        return nodes.RequireMapping(environments, name);
    }

    private List<PixiPackage> Select(YamlNode selectors, string platform, PixiPackages packages)
    {
        var list = selectors as YamlSequenceNode
            ?? throw nodes.Invalid(selectors, "the packages of a platform are no list");
        var chosen = list.Select(selector => packages.Find(selector, platform)).OfType<PixiPackage>().ToList();
        var seen = new HashSet<(string, string)>();
        foreach (var package in chosen.Where(package => !seen.Add((package.Locked.Manager, package.Locked.Name))))
        {
            throw nodes.Invalid(package.Node, $"'{package.Locked.Name}' stands there twice for {platform}");
        }

        // Markers and extras are settled by the choice: what counts is what was chosen.
        var pip = seen.Where(key => key.Item1 == LockedPackage.PipManager).Select(key => key.Item2).ToHashSet();
        return
        [
            .. chosen.Select(package => package.Locked.Manager == LockedPackage.CondaManager
                ? package
                : package with { Locked = WithDependenciesAmong(pip, package.Locked) }),
        ];
    }

    private static LockedPackage WithDependenciesAmong(HashSet<string> chosen, LockedPackage package) => package with
    {
        Dependencies = package.Dependencies.RemoveRange(
            package.Dependencies.Keys.Where(name => !chosen.Contains(name))),
    };

    private static void AddMetadata(
        ImmutableSortedDictionary<string, string>.Builder metadata,
        string platform,
        List<PixiPackage> packages)
    {
        var sizes = packages.Where(package => package.Size is not null)
            .Select(package => KeyValuePair.Create(package.Locked.FileName, package.Size!.Value))
            .ToList();
        if (sizes.Count > 0)
        {
            metadata[LockMetadata.Sizes(platform)] = LockMetadata.FormatSizes(sizes);
        }

        if (packages.Find(package => package.Locked.Name == "python")?.SitePackages is { } sitePackages)
        {
            metadata[LockMetadata.SitePackages(platform)] = sitePackages;
        }
    }
}
