using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Tasks.Inputs;

/// <summary>
/// One value for all settings that hold for every environment of a project and may change what is built. Only the
/// digest is kept, because an alias of channels may hold a token.
/// </summary>
internal static class SettingsDigest
{
    private const string OverridePrefix = "CONDA_OVERRIDE_";

    private const string OwnPrefix = "ENVBUILD_";

    // Where images go, and with which credentials.
    private const string RegistryPrefix = "ENVBUILD_REGISTR";

    // How channels are reached changes nothing that is built, and secrets are in nothing that is kept.
    private static readonly string[] Irrelevant =
        ["ENVBUILD_CHANNEL_CREDENTIALS", "ENVBUILD_NO_CONDARC", "ENVBUILD_OFFLINE"];

    public static string Of(EnvironmentTask task, IDictionary variables)
    {
        var settings = new List<string>
        {
            $"version={Version}",
            $"store={task.Store}",
            $"channelAlias={task.ChannelAlias}",
            $"postLinkScripts={task.PostLinkScripts}",
        };
        foreach (DictionaryEntry variable in variables)
        {
            if (variable is { Key: string name, Value: string value } && IsRelevant(name))
            {
                settings.Add($"{name}={value}");
            }
        }

        settings.Sort(StringComparer.Ordinal);
        // Neither names nor values of variables can hold NUL.
        var text = string.Join('\0', settings);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string Version =>
        typeof(SettingsDigest).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static bool IsRelevant(string name) =>
        (name.StartsWith(OwnPrefix, StringComparison.Ordinal)
            && !name.StartsWith(RegistryPrefix, StringComparison.Ordinal)
            && !Irrelevant.Contains(name))
            || name.StartsWith(OverridePrefix, StringComparison.Ordinal);
}
