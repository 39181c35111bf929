using System.Collections.Immutable;
using EnvBuild.Conda.Locks.Yaml;
using EnvBuild.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks;

/// <summary>Turns the YAML of a lock into records.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="invalid">What a wrong value is told as; takes the reason.</param>
/// <param name="newestVersion">
/// The newest version of the format that is read: conda-lock knows 1; pixi wrote 2 and 3, whose dependencies are lists.
/// </param>
internal sealed class LockNodeReader(string path, DiagnosticDescriptor invalid, int newestVersion = 1)
{
    private readonly LockNodes _nodes = new(path, invalid);

    public CondaLock Read(YamlMappingNode root)
    {
        CheckVersion(root);
        var metadata = LockNodes.Find(root, "metadata") as YamlMappingNode
            ?? throw _nodes.Invalid(root, "'metadata' is missing");
        var locked = new CondaLock
        {
            Platforms = _nodes.TextList(metadata, "platforms"),
            Channels = _nodes.Channels(metadata),
            Sources = _nodes.TextList(metadata, "sources"),
            ContentHashes = _nodes.TextMap(metadata, "content_hash"),
            CustomMetadata = _nodes.TextMap(metadata, "custom_metadata"),
            Packages = [.. _nodes.Items(root, "package").Select(Package)],
        };
        CheckUnique(root);
        return locked;
    }

    // CEP 37: the version may be left out, and is 1 then.
    private void CheckVersion(YamlMappingNode root)
    {
        var version = LockNodes.Text(root, "version") ?? "1";
        if (version is not (['1'] or ['2'] or ['3']) || version[0] - '0' > newestVersion)
        {
            throw _nodes.Invalid(
                LockNodes.Find(root, "version")!,
                $"its version is '{version}'; only version 1 is known");
        }
    }

    /// <summary>CEP 37: a package stands once for each platform and category.</summary>
    private void CheckUnique(YamlMappingNode root)
    {
        var seen = new HashSet<(string?, string?, string?, string)>();
        foreach (var package in _nodes.Items(root, "package").OfType<YamlMappingNode>())
        {
            var (name, platform) = (LockNodes.Text(package, "name"), LockNodes.Text(package, "platform"));
            var category = LockNodes.Text(package, "category") ?? LockedPackage.MainCategory;
            if (!seen.Add((name, LockNodes.Text(package, "manager"), platform, category)))
            {
                throw _nodes.Invalid(package, $"'{name}' stands there twice for {platform}");
            }
        }
    }

    private LockedPackage Package(YamlNode node)
    {
        var package = node as YamlMappingNode ?? throw _nodes.Invalid(node, "a package is not a mapping");
        var hashes = _nodes.TextMap(package, "hash");
        var locked = new LockedPackage
        {
            Name = _nodes.Require(package, "name"),
            Version = _nodes.Require(package, "version"),
            Manager = ManagerOf(package),
            Platform = _nodes.Require(package, "platform"),
            Dependencies = Dependencies(package),
            Url = _nodes.Require(package, "url"),
            Md5 = hashes.GetValueOrDefault("md5"),
            Sha256 = hashes.GetValueOrDefault("sha256"),
            Category = LockNodes.Text(package, "category") ?? LockedPackage.MainCategory,
            IsOptional = LockNodes.Text(package, "optional") == "true",
        };
        _nodes.CheckHashes(package, locked.Md5, locked.Sha256);
        if (locked.Manager == LockedPackage.CondaManager)
        {
            _nodes.CheckConda(package, locked);
        }

        return locked;
    }

    private string ManagerOf(YamlMappingNode package) => _nodes.Require(package, "manager") switch
    {
        LockedPackage.CondaManager => LockedPackage.CondaManager,
        LockedPackage.PipManager => LockedPackage.PipManager,
        "pypi" when newestVersion > 1 => LockedPackage.PipManager,
        var other => throw _nodes.Invalid(package, $"the manager '{other}' is neither conda nor pip"),
    };

    private ImmutableSortedDictionary<string, string> Dependencies(YamlMappingNode package) =>
        LockNodes.Find(package, "dependencies") is YamlSequenceNode
            ? LockDependencies.Of(_nodes.TextList(package, "dependencies"))
            : _nodes.TextMap(package, "dependencies");
}
