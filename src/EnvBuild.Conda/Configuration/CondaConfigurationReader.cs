using System.Collections.Immutable;
using System.Globalization;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Configuration;

/// <summary>
/// Reads the configuration of conda: the files in conda's order (<c>docs/channels.md</c> lists them), then
/// <c>CONDA_*</c> variables.
/// </summary>
/// <param name="host">Variables and folders of the machine.</param>
public sealed class CondaConfigurationReader(CondaHost host)
{
    /// <summary>Set to anything: no file is read.</summary>
    public const string OffVariable = "ENVBUILD_NO_CONDARC";

    /// <summary>Reads it.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvBuildException">
    /// A file cannot be read (ENV0031), or a value is none (ENV0032).
    /// </exception>
    public async Task<CondaConfiguration> ReadAsync(CancellationToken cancellationToken)
    {
        var merged = new MergedConfiguration();
        var files = host.Variable(OffVariable) is null ? ConfigurationPaths.Find(host).ToImmutableArray() : [];
        foreach (var path in files)
        {
            await new ConfigurationFile(path, host).AddToAsync(merged, cancellationToken).ConfigureAwait(false);
        }

        AddVariables(merged);
        return Convert(merged) with { Files = files };
    }

    private void AddVariables(MergedConfiguration merged)
    {
        foreach (var (key, kind) in ConfigurationKeys.Kinds)
        {
            var name = "CONDA_" + key.ToUpperInvariant();
            if (host.Variable(name) is not { } value)
            {
                continue;
            }

            if (kind == ConfigurationKind.Scalar)
            {
                merged.Set(key, new(value, name, null));
            }
            else if (kind == ConfigurationKind.List)
            {
                var parts = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                merged.AddList(key, [.. parts.Select(part => new ConfigurationText(part, name, null))]);
            }
        }
    }

    private CondaConfiguration Convert(MergedConfiguration merged) => new()
    {
        ChannelAlias = merged.Scalar("channel_alias") is { } alias ? Url("channel_alias", alias) : null,
        MigratedChannelAliases = Urls(merged, "migrated_channel_aliases"),
        CustomChannels = merged.Map("custom_channels").ToImmutableSortedDictionary(
            entry => entry.Key, entry => Url($"custom_channels: {entry.Key}", entry.Value[0]), StringComparer.Ordinal),
        CustomMultichannels = Lists(merged, "custom_multichannels"),
        DefaultChannels = Values(merged.List("default_channels")),
        MirroredChannels = Lists(merged, "mirrored_channels"),
        AllowlistChannels = Values(merged.List("allowlist_channels")),
        DenylistChannels = Values(merged.List("denylist_channels")),
        ProxyServers = merged.Map("proxy_servers").ToImmutableSortedDictionary(
            entry => entry.Key, entry => Proxy($"proxy_servers: {entry.Key}", entry.Value[0]), StringComparer.Ordinal),
        SslVerify = Verify(merged.Scalar("ssl_verify")),
        ClientSslCert = FilePath(merged.Scalar("client_ssl_cert")),
        ClientSslCertKey = FilePath(merged.Scalar("client_ssl_cert_key")),
        AddAnacondaToken = Truth(merged, "add_anaconda_token", true),
        Offline = Truth(merged, "offline", false),
        ConnectTimeout = Seconds(merged, "remote_connect_timeout_secs"),
        ReadTimeout = Seconds(merged, "remote_read_timeout_secs"),
        MaxRetries = Number(merged, "remote_max_retries") is { } retries ? (int)Math.Min(retries, 100) : null,
    };

    private static ImmutableArray<string> Values(IEnumerable<ConfigurationText> texts) =>
        [.. texts.Select(text => text.Value)];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Lists(
        MergedConfiguration merged, string key) => merged.Map(key).ToImmutableSortedDictionary(
            entry => entry.Key, entry => Values(entry.Value), StringComparer.Ordinal);

    private ImmutableArray<string> Urls(MergedConfiguration merged, string key) =>
        [.. merged.List(key).Select(text => Url(key, text))];

    private string Url(string key, ConfigurationText text)
    {
        var context = new ChannelContext { HomeFolder = host.Home };
        return !ChannelText.IsName(text.Value) && Channel.TryParse(text.Value, context, out var channel, out _)
            && new Uri(channel.FetchUrl).Scheme is "http" or "https" or "file"
            ? channel.FetchUrl
            : throw Wrong(key, text, "a http, https or file URL, or an absolute path");
    }

    private static string Proxy(string key, ConfigurationText text)
    {
        var value = text.Value.Contains("://", StringComparison.Ordinal) ? text.Value : $"http://{text.Value}";
        return Uri.TryCreate(value, UriKind.Absolute, out _) ? value : throw Wrong(key, text, "the URL of a proxy");
    }

    private string? Verify(ConfigurationText? text) =>
        text is null ? null
        : ParseTruth(text.Value) is { } isOn ? (isOn ? "true" : "false")
        : text.Value == "truststore" ? text.Value
        : FilePath(text);

    private string? FilePath(ConfigurationText? text) => text switch
    {
        null or { Value: "" } => null,
        { Value: ['~', '/', .. var rest] } when host.Home is { } home => Path.Combine(home, rest),
        { Location.File: var file } => Path.GetFullPath(text.Value, Path.GetDirectoryName(file)!),
        _ => Path.GetFullPath(text.Value, host.Folder),
    };

    private static bool Truth(MergedConfiguration merged, string key, bool otherwise) =>
        merged.Scalar(key) is not { } text ? otherwise
        : ParseTruth(text.Value) ?? throw Wrong(key, text, "true or false");

    private static bool? ParseTruth(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "Y" or "1" => true,
        "FALSE" or "NO" or "OFF" or "N" or "0" or "NON" => false,
        _ => null,
    };

    private static TimeSpan? Seconds(MergedConfiguration merged, string key) =>
        Number(merged, key) is { } number ? TimeSpan.FromSeconds(Math.Clamp(number, 0.001, 86_400)) : null;

    private static double? Number(MergedConfiguration merged, string key) =>
        merged.Scalar(key) is not { } text ? null
        : double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw Wrong(key, text, "a number that is not negative");

    private static EnvBuildException Wrong(string key, ConfigurationText text, string expected) =>
        DiagnosticCatalog.CondaConfigurationValueInvalid.Exception(text.Location, key, text.Source, expected);
}
