using System.Buffers;
using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks;

/// <summary>Turns the YAML of a lock into records.</summary>
internal sealed class LockNodeReader(string path)
{
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    public static SourceLocation LocationOf(string path, Mark start, Mark end) => new(
        path,
        new SourceSpan((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column));

    public CondaLock Read(YamlMappingNode root)
    {
        // CEP 37: the version may be left out, and is 1 then.
        var version = Text(root, "version") ?? "1";
        if (version != "1")
        {
            throw Invalid(root, $"its version is '{version}'; only version 1 is known");
        }

        var metadata = Find(root, "metadata") as YamlMappingNode ?? throw Invalid(root, "'metadata' is missing");
        var locked = new CondaLock
        {
            Platforms = TextList(metadata, "platforms"),
            Channels = [.. Items(metadata, "channels").Select(Channel)],
            Sources = TextList(metadata, "sources"),
            ContentHashes = TextMap(metadata, "content_hash"),
            CustomMetadata = TextMap(metadata, "custom_metadata"),
            Packages = [.. Items(root, "package").Select(Package)],
        };
        CheckUnique(root);
        return locked;
    }

    /// <summary>CEP 37: a package stands once for each platform and category.</summary>
    private void CheckUnique(YamlMappingNode root)
    {
        var seen = new HashSet<(string?, string?, string?, string)>();
        foreach (var package in Items(root, "package").OfType<YamlMappingNode>())
        {
            var (name, platform) = (Text(package, "name"), Text(package, "platform"));
            var category = Text(package, "category") ?? LockedPackage.MainCategory;
            if (!seen.Add((name, Text(package, "manager"), platform, category)))
            {
                throw Invalid(package, $"'{name}' stands there twice for {platform}");
            }
        }
    }

    private LockedPackage Package(YamlNode node)
    {
        var package = node as YamlMappingNode ?? throw Invalid(node, "a package is not a mapping");
        var hashes = TextMap(package, "hash");
        var locked = new LockedPackage
        {
            Name = Require(package, "name"),
            Version = Require(package, "version"),
            Manager = Require(package, "manager"),
            Platform = Require(package, "platform"),
            Dependencies = TextMap(package, "dependencies"),
            Url = Require(package, "url"),
            Md5 = hashes.GetValueOrDefault("md5"),
            Sha256 = hashes.GetValueOrDefault("sha256"),
            Category = Text(package, "category") ?? LockedPackage.MainCategory,
            IsOptional = Text(package, "optional") == "true",
        };
        CheckHash(package, locked.Sha256, 64);
        CheckHash(package, locked.Md5, 32);
        switch (locked.Manager)
        {
            case "conda":
                CheckConda(package, locked);
                break;
            case "pip":
                break;
            default:
                throw Invalid(package, $"the manager '{locked.Manager}' is neither conda nor pip");
        }

        return locked;
    }

    private void CheckConda(YamlMappingNode package, LockedPackage locked)
    {
        if (!CondaVersion.TryParse(locked.Version, out _, out var reason))
        {
            throw Invalid(
                Find(package, "version")!,
                $"'{locked.Version}' of '{locked.Name}' is not a version of conda: {reason}");
        }

        if (locked.Dist is null)
        {
            throw Invalid(
                Find(package, "url")!,
                $"'{locked.FileName}' is not the file of a conda package, name-version-build.conda or .tar.bz2");
        }
    }

    private void CheckHash(YamlNode node, string? hash, int length)
    {
        if (hash is not null && (hash.Length != length || hash.AsSpan().ContainsAnyExcept(HexadecimalDigits)))
        {
            throw Invalid(node, $"the hash '{hash}' is not {length} lower-case hexadecimal digits");
        }
    }

    private string Channel(YamlNode node) => node is YamlMappingNode channel
        ? Require(channel, "url")
        : TextOf(node, "a channel has no url") is { Length: > 0 } url ? url
        : throw Invalid(node, "a channel has no url");

    private IEnumerable<YamlNode> Items(YamlMappingNode mapping, string key) => Find(mapping, key) switch
    {
        null => [],
        YamlScalarNode { Value: null or "" or "null" or "~", Style: ScalarStyle.Plain } => [],
        YamlSequenceNode sequence => sequence.Children,
        var other => throw Invalid(other, $"'{key}' is not a list"),
    };

    private ImmutableArray<string> TextList(YamlMappingNode mapping, string key) =>
        [.. Items(mapping, key).Select(item => TextOf(item, $"'{key}' holds no text"))];

    private ImmutableSortedDictionary<string, string> TextMap(YamlMappingNode mapping, string key) =>
        Find(mapping, key) switch
        {
            null => CondaLock.EmptyMap,
            YamlScalarNode { Value: null or "" or "null" or "~" } => CondaLock.EmptyMap,
            YamlMappingNode map => map.Children.ToImmutableSortedDictionary(
                pair => TextOf(pair.Key, $"'{key}' holds a key that is no text"),
                pair => TextOf(pair.Value, $"'{key}' holds a value that is no text"),
                StringComparer.Ordinal),
            var other => throw Invalid(other, $"'{key}' is not a mapping"),
        };

    private string TextOf(YamlNode node, string problem) =>
        (node as YamlScalarNode)?.Value ?? throw Invalid(node, problem);

    private string Require(YamlMappingNode mapping, string key) =>
        Text(mapping, key) is { Length: > 0 } text ? text : throw Invalid(mapping, $"'{key}' is missing");

    private static string? Text(YamlMappingNode mapping, string key) => (Find(mapping, key) as YamlScalarNode)?.Value;

    private static YamlNode? Find(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private EnvBuildException Invalid(YamlNode node, string reason) =>
        DiagnosticCatalog.LockInvalid.Exception(LocationOf(path, node.Start, node.End), reason);
}
