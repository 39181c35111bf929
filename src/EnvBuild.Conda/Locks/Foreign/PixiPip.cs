using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EnvBuild.Conda.Locks.Yaml;
using YamlDotNet.RepresentationModel;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>Reads packages of PyPI in locks of pixi.</summary>
internal static partial class PixiPip
{
    private const string DirectPrefix = "direct+";

    /// <summary>The package; <see langword="null"/> if a lock of ours cannot hold it.</summary>
    /// <param name="package">Where it stands.</param>
    /// <param name="address">URL or path.</param>
    /// <param name="platform">Platform of conda.</param>
    /// <param name="folder">Absolute folder that paths start at.</param>
    /// <param name="nodes">Takes values out of nodes.</param>
    /// <param name="warn">Is told what is lost.</param>
    public static PixiPackage? Read(
        YamlMappingNode package,
        string address,
        string platform,
        string folder,
        LockNodes nodes,
        Action<string> warn)
    {
        var name = nodes.Require(package, "name");
        if (LockNodes.TextOrNull(package, "version") is not { } version)
        {
            warn($"'{name}' has no version and is left out; it is a project of its own and not a package");
            return null;
        }

        if (LockNodes.Text(package, "editable") == "true")
        {
            warn($"'{name}' is no longer editable");
        }

        var isDirect = address.StartsWith(DirectPrefix, StringComparison.Ordinal);
        var locked = new LockedPackage
        {
            Name = NormalRegex().Replace(name, "-").ToLowerInvariant(),
            Version = version,
            Manager = LockedPackage.PipManager,
            Platform = platform,
            Dependencies = DependenciesOf(nodes.TextList(package, "requires_dist")),
            Url = LockAddresses.Resolve(isDirect ? address[DirectPrefix.Length..] : address, folder),
            Md5 = LockNodes.TextOrNull(package, "md5"),
            Sha256 = LockNodes.TextOrNull(package, "sha256"),
        };
        nodes.CheckHashes(package, locked.Md5, locked.Sha256);
        return new PixiPackage(package, locked, null, null);
    }

    private static ImmutableSortedDictionary<string, string> DependenciesOf(ImmutableArray<string> requirements)
    {
        var dependencies = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var match in requirements.Select(text => RequirementRegex().Match(text)).Where(match => match.Success))
        {
            var name = NormalRegex().Replace(match.Groups["name"].Value, "-").ToLowerInvariant();
            var spec = match.Groups["spec"].Value.Trim().Trim('(', ')');
            dependencies.TryAdd(name, spec is "" || spec.StartsWith('@') ? "*" : spec);
        }

        return dependencies.ToImmutable();
    }

    // Name, extras, range and marker (PEP 508).
    [GeneratedRegex(@"\A\s*(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?(?<spec>[^;]*)")]
    private static partial Regex RequirementRegex();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex NormalRegex();
}
