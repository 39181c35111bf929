using System.Globalization;
using EnvBuild.Conda.Locks.Yaml;
using EnvBuild.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>The packages of a lock of pixi, found as its environments name them: by kind and address.</summary>
internal sealed class PixiPackages
{
    private const string CondaKind = "conda";
    private const string PipKind = "pypi";
    private const string SourceKind = "conda_source";

    private readonly Dictionary<(string Kind, string Address), List<YamlMappingNode>> _packages = [];
    private readonly HashSet<YamlMappingNode> _warned = new(ReferenceEqualityComparer.Instance);
    private readonly List<Diagnostic> _warnings = [];
    private readonly LockNodes _nodes;
    private readonly string _folder;
    private readonly bool _hasKinds;

    /// <param name="root">The lock.</param>
    /// <param name="version">
    /// Version of its form: up to 5 packages have a <c>kind</c>, later a key of their kind.
    /// </param>
    /// <param name="path">Absolute path of the file: paths in it start at its folder.</param>
    /// <param name="nodes">Takes values out of nodes.</param>
    public PixiPackages(YamlMappingNode root, int version, string path, LockNodes nodes)
    {
        (_nodes, _folder, _hasKinds) = (nodes, Path.GetDirectoryName(path)!, version < 6);
        foreach (var node in nodes.Items(root, "packages"))
        {
            var package = node as YamlMappingNode ?? throw nodes.Invalid(node, "a package is not a mapping");
            var key = _hasKinds ? (nodes.Require(package, "kind"), AddressOf(package)) : KeyOf(package);
            if (!_packages.TryGetValue(key, out var same))
            {
                _packages[key] = same = [];
            }

            same.Add(package);
        }
    }

    public IReadOnlyList<Diagnostic> Warnings => _warnings;

    /// <summary>
    /// The package that an environment names; <see langword="null"/> if it is left out, with a warning.
    /// </summary>
    public PixiPackage? Find(YamlNode node, string platform)
    {
        var selector = node as YamlMappingNode
            ?? throw _nodes.Invalid(node, "a package of a platform is not a mapping");
        var key = KeyOf(selector);
        if (key.Kind == SourceKind || (key.Kind == CondaKind && !DistName.IsPackageFile(key.Address)))
        {
            throw _nodes.Invalid(selector, $"'{key.Address}' is built from source; only package files can be locked");
        }

        var package = Choose(_packages.GetValueOrDefault(key, []), platform)
            ?? throw _nodes.Invalid(selector, $"the packages hold no '{ChannelText.Redact(key.Address)}'");
        return key.Kind == CondaKind
            ? Conda(package, key.Address, platform)
            : PixiPip.Read(package, key.Address, platform, _folder, _nodes, reason => Warn(package, reason));
    }

    // Before version 6 a package may stand there once for each platform, with one address for all.
    private static YamlMappingNode? Choose(List<YamlMappingNode> packages, string platform) =>
        packages.Find(package => LockNodes.TextOrNull(package, "subdir") is { } subdir
            && (subdir == platform || subdir == Subdirs.NoArch))
        ?? packages.FirstOrDefault();

    private PixiPackage Conda(YamlMappingNode package, string address, string platform)
    {
        var locked = new LockedPackage
        {
            Name = "",
            Version = "",
            Manager = LockedPackage.CondaManager,
            Platform = platform,
            Dependencies = LockDependencies.Of(_nodes.TextList(package, "depends")),
            Url = LockAddresses.Resolve(address, _folder),
            Md5 = LockNodes.TextOrNull(package, "md5"),
            Sha256 = LockNodes.TextOrNull(package, "sha256"),
        };
        var dist = locked.Dist;
        locked = locked with
        {
            Name = LockNodes.TextOrNull(package, "name") ?? dist?.Name.ToLowerInvariant() ?? "",
            Version = LockNodes.TextOrNull(package, "version") ?? dist?.Version ?? "",
        };
        _nodes.CheckHashes(package, locked.Md5, locked.Sha256);
        _nodes.CheckConda(package, locked);
        var isSize = long.TryParse(
            LockNodes.Text(package, "size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size);
        return new PixiPackage(
            package, locked, isSize ? size : null, LockNodes.TextOrNull(package, "python_site_packages_path"));
    }

    private (string Kind, string Address) KeyOf(YamlMappingNode node)
    {
        foreach (var kind in (string[])[CondaKind, PipKind, SourceKind])
        {
            if (LockNodes.TextOrNull(node, kind) is { } address)
            {
                return (kind, address);
            }
        }

        throw _nodes.Invalid(node, "it is neither a package of conda nor one of pypi");
    }

    private string AddressOf(YamlMappingNode package) =>
        LockNodes.TextOrNull(package, "path") ?? _nodes.Require(package, "url");

    // A package stands in several platforms, and is worth one warning.
    private void Warn(YamlMappingNode package, string reason)
    {
        if (_warned.Add(package))
        {
            _warnings.Add(DiagnosticCatalog.ForeignLockReduced.At(_nodes.LocationOf(package), reason));
        }
    }
}
