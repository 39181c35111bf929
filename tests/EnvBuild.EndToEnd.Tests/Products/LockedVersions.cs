using YamlDotNet.RepresentationModel;

namespace EnvBuild.EndToEnd.Tests.Products;

/// <summary>The versions of a lock, by package name, read as conda-lock's own format (CEP 37).</summary>
internal static class LockedVersions
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        Workplace place,
        string definition,
        CancellationToken cancellationToken)
    {
        _ = await place.Tool("lock", definition).SucceedsAsync(cancellationToken);
        var path = Path.ChangeExtension(definition, ".conda-lock.yml");
        var yaml = new YamlStream();
        using var reader = new StringReader(await File.ReadAllTextAsync(path, cancellationToken));
        yaml.Load(reader);
        var packages = (YamlSequenceNode)yaml.Documents[0].RootNode["package"];
        return packages.ToDictionary(package => $"{package["name"]}", package => $"{package["version"]}");
    }
}
