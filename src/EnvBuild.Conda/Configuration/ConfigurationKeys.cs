using System.Collections.Frozen;

namespace EnvBuild.Conda.Configuration;

/// <summary>The settings of conda that are read; all others are passed over.</summary>
internal static class ConfigurationKeys
{
    public static FrozenDictionary<string, ConfigurationKind> Kinds { get; } =
        new Dictionary<string, ConfigurationKind>
        {
            ["channel_alias"] = ConfigurationKind.Scalar,
            ["ssl_verify"] = ConfigurationKind.Scalar,
            ["client_ssl_cert"] = ConfigurationKind.Scalar,
            ["client_ssl_cert_key"] = ConfigurationKind.Scalar,
            ["add_anaconda_token"] = ConfigurationKind.Scalar,
            ["offline"] = ConfigurationKind.Scalar,
            ["remote_connect_timeout_secs"] = ConfigurationKind.Scalar,
            ["remote_read_timeout_secs"] = ConfigurationKind.Scalar,
            ["remote_max_retries"] = ConfigurationKind.Scalar,
            ["migrated_channel_aliases"] = ConfigurationKind.List,
            ["default_channels"] = ConfigurationKind.List,
            ["allowlist_channels"] = ConfigurationKind.List,
            ["denylist_channels"] = ConfigurationKind.List,
            ["custom_channels"] = ConfigurationKind.Map,
            ["proxy_servers"] = ConfigurationKind.Map,
            ["custom_multichannels"] = ConfigurationKind.MapOfLists,
            ["mirrored_channels"] = ConfigurationKind.MapOfLists,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of today for one that conda still takes.</summary>
    public static string Canonical(string key) => key switch
    {
        "whitelist_channels" => "allowlist_channels",
        "verify_ssl" => "ssl_verify",
        "add_binstar_token" => "add_anaconda_token",
        "client_cert" => "client_ssl_cert",
        "client_cert_key" => "client_ssl_cert_key",
        _ => key,
    };
}
