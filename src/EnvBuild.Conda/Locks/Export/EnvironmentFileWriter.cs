using System.Text;
using EnvBuild.Conda.Locks.Yaml;

namespace EnvBuild.Conda.Locks.Export;

/// <summary>Writes <c>environment.yml</c> files with pinned packages (CEP 24). Equal locks give equal bytes.</summary>
public static class EnvironmentFileWriter
{
    private const string NoDefaults = "nodefaults";

    /// <summary>The packages of a platform by name, pinned to their versions.</summary>
    /// <param name="locked">The lock.</param>
    /// <param name="platform">Conda platform.</param>
    /// <param name="options">What else the file holds.</param>
    /// <returns>Text of the file, with a final line feed.</returns>
    public static string Write(CondaLock locked, string platform, EnvironmentFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(locked);
        ArgumentNullException.ThrowIfNull(options);
        var text = new StringBuilder().Append("# platform: ").Append(platform).Append('\n');
        if (options.Name is { Length: > 0 } name)
        {
            text.Append("name: ").Append(YamlText.Quote(name)).Append('\n');
        }

        AppendChannels(text, locked);
        AppendPackages(text, locked, platform, options.WithBuilds);
        if (!options.Variables.IsEmpty)
        {
            text.Append("variables:\n");
            foreach (var (variable, value) in options.Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append("  ").Append(YamlText.Quote(variable)).Append(": ");
                text.Append(YamlText.Quote(value)).Append('\n');
            }
        }

        return text.ToString();
    }

    // CEP 24: a tool's own channels would be added behind these.
    private static void AppendChannels(StringBuilder text, CondaLock locked)
    {
        text.Append("channels:\n");
        var channels = locked.Channels.Select(ChannelText.Redact).Where(channel => channel != NoDefaults);
        foreach (var channel in locked.Channels.Contains("defaults") ? channels : channels.Append(NoDefaults))
        {
            text.Append("  - ").Append(YamlText.Quote(channel)).Append('\n');
        }
    }

    private static void AppendPackages(StringBuilder text, CondaLock locked, string platform, bool withBuilds)
    {
        var packages = locked.PackagesOf(platform)
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .ToLookup(package => package.Manager);
        var (conda, pip) = (packages[LockedPackage.CondaManager], packages[LockedPackage.PipManager]);
        text.Append(conda.Any() || pip.Any() ? "dependencies:\n" : "dependencies: []\n");
        foreach (var package in conda)
        {
            var build = withBuilds && package.Dist is { } dist ? $"={dist.Build}" : "";
            text.Append("  - ").Append(YamlText.QuoteSpec($"{package.Name}={package.Version}{build}")).Append('\n');
        }

        if (pip.Any())
        {
            text.Append("  - pip:\n");
            foreach (var package in pip)
            {
                text.Append("      - ").Append(YamlText.QuoteSpec(RequirementOf(package))).Append('\n');
            }
        }
    }

    // Where the address is that of a file for everybody, the version names it; else only the address does.
    private static string RequirementOf(LockedPackage package) =>
        package.Url.StartsWith("https://files.pythonhosted.org/", StringComparison.Ordinal)
            ? $"{package.Name}=={package.Version}"
            : $"{package.Name} @ {ChannelText.Redact(package.Url)}";
}
