using System.Collections.Immutable;
using System.Text;
using EnvBuild.Conda.Locks.Yaml;

namespace EnvBuild.Conda.Locks;

/// <summary>Writes locks. Equal locks give equal bytes: no clock, one order.</summary>
public static class LockWriter
{
    /// <summary>A parser of YAML looks no further than 1024 characters for what ends a key.</summary>
    private const int LongestPlainKey = 1000;

    /// <summary>Text of the file, with a final line feed.</summary>
    /// <param name="locked">The lock.</param>
    public static string Write(CondaLock locked)
    {
        ArgumentNullException.ThrowIfNull(locked);
        var text = new StringBuilder()
            .Append("# What EnvBuild chose for the definition beside this file, ")
            .Append("in the format of conda-lock, version 1.\n")
            .Append("# Commit it; 'dotnet env lock' makes it anew.\n")
            .Append("version: 1\n")
            .Append("metadata:\n");
        AppendMap(text, "  ", "content_hash", locked.ContentHashes);
        AppendChannels(text, locked);
        AppendList(text, "  ", "platforms", locked.Platforms);
        AppendList(text, "  ", "sources", locked.Sources);
        if (!locked.CustomMetadata.IsEmpty)
        {
            AppendMap(text, "  ", "custom_metadata", locked.CustomMetadata);
        }

        text.Append(locked.Packages.IsEmpty ? "package: []\n" : "package:\n");
        var packages = locked.Packages
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .ThenBy(package => package.Manager, StringComparer.Ordinal)
            .ThenBy(package => package.Platform, StringComparer.Ordinal)
            .ThenBy(package => package.Url, StringComparer.Ordinal)
            .ThenBy(package => package.Category, StringComparer.Ordinal);
        foreach (var package in packages)
        {
            AppendPackage(text, package);
        }

        return text.ToString();
    }

    private static void AppendPackage(StringBuilder text, LockedPackage package)
    {
        AppendValue(text, "- ", "name", package.Name);
        AppendValue(text, "  ", "version", package.Version);
        AppendValue(text, "  ", "manager", package.Manager);
        AppendValue(text, "  ", "platform", package.Platform);
        AppendMap(text, "  ", "dependencies", package.Dependencies);
        AppendValue(text, "  ", "url", ChannelText.Redact(package.Url));
        text.Append(package is { Md5: null, Sha256: null } ? "  hash: {}\n" : "  hash:\n");
        AppendValue(text, "    ", "md5", package.Md5);
        AppendValue(text, "    ", "sha256", package.Sha256);
        AppendValue(text, "  ", "category", package.Category);
        text.Append("  optional: ").Append(package.IsOptional ? "true\n" : "false\n");
    }

    private static void AppendChannels(StringBuilder text, CondaLock locked)
    {
        text.Append(locked.Channels.IsEmpty ? "  channels: []\n" : "  channels:\n");
        foreach (var channel in locked.Channels)
        {
            AppendValue(text, "  - ", "url", ChannelText.Redact(channel));
            text.Append("    used_env_vars: []\n");
        }
    }

    private static void AppendList(StringBuilder text, string indent, string key, IReadOnlyCollection<string> items)
    {
        text.Append(indent).Append(key).Append(items.Count == 0 ? ": []\n" : ":\n");
        foreach (var item in items)
        {
            text.Append(indent).Append("- ").Append(YamlText.Quote(item)).Append('\n');
        }
    }

    private static void AppendMap(
        StringBuilder text,
        string indent,
        string key,
        ImmutableSortedDictionary<string, string> map)
    {
        text.Append(indent).Append(key).Append(map.Count == 0 ? ": {}\n" : ":\n");
        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var quoted = YamlText.Quote(name);
            text.Append(indent).Append(quoted.Length > LongestPlainKey ? $"  ? {quoted}\n{indent}  " : $"  {quoted}")
                .Append(": ").Append(YamlText.Quote(value)).Append('\n');
        }
    }

    private static void AppendValue(StringBuilder text, string indent, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(indent).Append(key).Append(": ").Append(YamlText.Quote(value)).Append('\n');
        }
    }
}
