using System.Buffers;
using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Yaml;

/// <summary>Takes values out of the nodes of a lock; what is not of the wanted form is told with its place.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="invalid">What a wrong value is told as; takes the reason.</param>
internal sealed class LockNodes(string path, DiagnosticDescriptor invalid)
{
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    public static YamlNode? Find(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string? Text(YamlMappingNode mapping, string key) => (Find(mapping, key) as YamlScalarNode)?.Value;

    /// <summary>The text of a key; <see langword="null"/> where it is missing or YAML's own null.</summary>
    public static string? TextOrNull(YamlMappingNode mapping, string key) =>
        Find(mapping, key) is YamlScalarNode scalar && !IsNull(scalar) ? scalar.Value : null;

    public string Require(YamlMappingNode mapping, string key) =>
        Text(mapping, key) is { Length: > 0 } text ? text : throw Invalid(mapping, $"'{key}' is missing");

    public YamlMappingNode RequireMapping(YamlMappingNode mapping, string key) =>
        Find(mapping, key) as YamlMappingNode
        ?? throw Invalid(Find(mapping, key) ?? mapping, $"'{key}' is missing, or is not a mapping");

    public IEnumerable<YamlNode> Items(YamlMappingNode mapping, string key) => Find(mapping, key) switch
    {
        null => [],
        YamlScalarNode scalar when IsNull(scalar) => [],
        YamlSequenceNode sequence => sequence.Children,
        var other => throw Invalid(other, $"'{key}' is not a list"),
    };

    public ImmutableArray<string> TextList(YamlMappingNode mapping, string key) =>
        [.. Items(mapping, key).Select(item => TextOf(item, $"'{key}' holds no text"))];

    public ImmutableSortedDictionary<string, string> TextMap(YamlMappingNode mapping, string key) =>
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

    public string TextOf(YamlNode node, string problem) =>
        (node as YamlScalarNode)?.Value ?? throw Invalid(node, problem);

    /// <summary>The channels of a list: addresses or names, or mappings that hold one as <c>url</c>.</summary>
    public ImmutableArray<string> Channels(YamlMappingNode mapping) =>
    [
        .. Items(mapping, "channels").Select(node => node is YamlMappingNode channel
            ? Require(channel, "url")
            : TextOf(node, "a channel has no url") is { Length: > 0 } url ? url : throw Invalid(node, "a channel has no url")),
    ];

    public void CheckHashes(YamlNode node, string? md5, string? sha256)
    {
        CheckHash(node, sha256, 64);
        CheckHash(node, md5, 32);
    }

    /// <summary>Checks that a conda package has a version of conda and the address of a package file.</summary>
    public void CheckConda(YamlMappingNode node, LockedPackage locked)
    {
        if (!CondaVersion.TryParse(locked.Version, out _, out var reason))
        {
            throw Invalid(
                Find(node, "version") ?? node,
                $"'{locked.Version}' of '{locked.Name}' is not a version of conda: {reason}");
        }

        if (locked.Dist is null)
        {
            throw Invalid(
                Find(node, "url") ?? node,
                $"'{locked.FileName}' is not the file of a conda package, name-version-build.conda or .tar.bz2");
        }
    }

    public EnvBuildException Invalid(YamlNode node, string reason) =>
        invalid.Exception(LocationOf(node), reason);

    public SourceLocation LocationOf(YamlNode node) => LockYaml.LocationOf(path, node.Start, node.End);

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar is { Value: null or "" or "null" or "~", Style: ScalarStyle.Plain };

    private void CheckHash(YamlNode node, string? hash, int length)
    {
        if (hash is not null && (hash.Length != length || hash.AsSpan().ContainsAnyExcept(HexadecimalDigits)))
        {
            throw Invalid(node, $"the hash '{hash}' is not {length} lower-case hexadecimal digits");
        }
    }
}
