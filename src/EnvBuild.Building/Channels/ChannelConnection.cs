using EnvBuild.Conda.Access;
using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Channels;

/// <summary>
/// What a build needs for reaching channels as conda does on this machine: settings and an HTTP client that follow the
/// configuration of conda and hold the credentials of the user. Fingerprints and locks depend on nothing of it.
/// </summary>
public sealed class ChannelConnection : IDisposable
{
    private ChannelConnection(
        BuildSettings settings, CondaConfiguration configuration, CondaHost host, IReporter reporter)
    {
        Settings = settings;
        Client = ChannelClient.Create(configuration, host, reporter);
    }

    /// <summary>The settings, completed.</summary>
    public BuildSettings Settings { get; }

    /// <summary>The client, which lives as long as this.</summary>
    public HttpClient Client { get; }

    /// <summary>Reads the configuration of conda and the credentials.</summary>
    /// <param name="settings">What the build was told; it wins.</param>
    /// <param name="getVariable">Reads an environment variable.</param>
    /// <param name="folder">Absolute folder that relative paths in variables start at.</param>
    /// <param name="reporter">Hears which files were read, never what stands in them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// The configuration of conda is broken (ENV0031, ENV0032, ENV0034).
    /// </exception>
    public static async Task<ChannelConnection> OpenAsync(
        BuildSettings settings,
        Func<string, string?> getVariable,
        string folder,
        IReporter reporter,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(reporter);
        var host = new CondaHost { GetVariable = getVariable, Folder = folder };
        var configuration = await new CondaConfigurationReader(host).ReadAsync(cancellationToken).ConfigureAwait(false);
        var credentials = await CredentialStore.ReadAsync(
            host, configuration.AddAnacondaToken, reporter, cancellationToken).ConfigureAwait(false);
        if (!configuration.Files.IsEmpty)
        {
            reporter.Detail($"The configuration of conda is in {configuration}");
        }

        var fetching = settings.Fetching with
        {
            Access = ConfiguredAccess.Create(configuration, credentials, reporter),
            Attempts = configuration.MaxRetries is { } retries ? retries + 1 : settings.Fetching.Attempts,
            StallTimeout = configuration.ReadTimeout ?? settings.Fetching.StallTimeout,
        };
        var completed = settings with
        {
            Offline = settings.Offline || configuration.Offline,
            Fetching = fetching,
            Multichannels = ConfiguredAccess.Multichannels(configuration),
        };
        return new(completed, configuration, host, reporter);
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
