using System.Text;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Configuration;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Access;

/// <summary>A machine of a test's own: home folder, variables, cache, and what was said.</summary>
internal sealed class Machine : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static byte[] Repodata { get; } = Encoding.UTF8.GetBytes(
        """
        {"packages.conda": {
          "tool-1-0.conda": {"name": "tool", "version": "1", "build": "0", "build_number": 0}}}
        """);

    internal Dictionary<string, string> Variables { get; } = [];

    internal RecordingReporter Reporter { get; } = new();

    internal string Cache => _folder["cache"];

    internal CondaHost Host => new()
    {
        GetVariable = name => name == "HOME" ? _folder["home"] : Variables.GetValueOrDefault(name),
        Folder = _folder.Path,
        System = CondaSystem.Unix,
        SystemRoot = _folder["root"],
    };

    internal string Path(string relativePath) => _folder[relativePath];

    /// <summary>
    /// Writes a file below the machine's folder: <c>home/…</c> is the user's, <c>root/…</c> the system's.
    /// </summary>
    internal string Write(string relativePath, string text) => _folder.Write(relativePath, text);

    internal Task<CondaConfiguration> ReadConfigurationAsync() =>
        new CondaConfigurationReader(Host).ReadAsync(CancellationToken.None);

    internal async Task<FetchOptions> ReadOptionsAsync()
    {
        var configuration = await ReadConfigurationAsync();
        var credentials = await CredentialStore.ReadAsync(
            Host, configuration.AddAnacondaToken, Reporter, CancellationToken.None);
        return new FetchOptions
        {
            Access = ConfiguredAccess.Create(configuration, credentials, Reporter),
            Offline = configuration.Offline,
            Attempts = 2,
            FirstDelay = TimeSpan.FromMilliseconds(1),
            StallTimeout = TimeSpan.FromSeconds(20),
        };
    }

    internal async Task<HttpClient> OpenClientAsync() =>
        ChannelClient.Create(await ReadConfigurationAsync(), Host, Reporter);

    /// <summary>Loads <c>noarch</c> of a channel, as a build does.</summary>
    internal async Task<RepodataIndex> LoadAsync(string channel)
    {
        using var client = await OpenClientAsync();
        var source = new RepodataSource(client, Cache, await ReadOptionsAsync(), Reporter);
        var loaded = await source.LoadAsync([Channel.Parse(channel)], "noarch", CancellationToken.None);
        return loaded.Indexes.Single();
    }

    /// <summary>All that was kept or said, for secrets to be looked for in.</summary>
    internal string Traces()
    {
        var files = Directory.Exists(Cache)
            ? Directory.EnumerateFiles(Cache, "*", SearchOption.AllDirectories)
            : [];
        return string.Join(
            '\n',
            [
                .. files,
                .. files.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))),
                .. Reporter.Details,
                .. Reporter.Diagnostics.Select(diagnostic => diagnostic.ToString()),
            ]);
    }

    public void Dispose() => _folder.Dispose();
}
