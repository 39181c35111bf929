using EnvBuild.Definitions.Yaml;

namespace EnvBuild.Definitions.Reading;

/// <summary>Finds the environment of a job, component or deployment, however deep it stands.</summary>
internal static class HostedEnvironment
{
    /// <summary>What stands behind the first key <c>environment</c>, inline ones before those that are named.</summary>
    public static YamlNode? Find(YamlMapping root)
    {
        var all = All(root, 0).ToList();
        return all.Find(node => node is YamlMapping) ?? all.Find(node => node is YamlScalar { IsNull: false });
    }

    private static IEnumerable<YamlNode> All(YamlNode node, int depth) => node switch
    {
        _ when depth > 4 => [],
        YamlMapping mapping => mapping.Entries.Where(entry => !IsData(entry.Key.Value)).SelectMany(entry =>
            entry.Key.Value == "environment"
                ? All(entry.Value, depth + 1).Prepend(entry.Value)
                : All(entry.Value, depth + 1)),
        YamlSequence sequence => sequence.Items.SelectMany(item => All(item, depth + 1)),
        _ => [],
    };

    private static bool IsData(string key) =>
        key is "tags" or "properties" or "variables" or "environment_variables" or "inputs" or "outputs";
}
