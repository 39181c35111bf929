using EnvBuild.Diagnostics;
using EnvBuild.SampleChannel;
using EnvBuild.Testing;

namespace EnvBuild.Building.Tests;

/// <summary>A channel, definitions and a store of a test's own.</summary>
internal sealed class Place : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public Place(params ReadOnlySpan<PackageRecipe> packages)
    {
        Settings = new BuildSettings
        {
            StoreFolder = Store,
            CacheFolder = _folder["cache"],
            Machine = new UserMachine(name => Variables.GetValueOrDefault(name), _folder.Path),
        };
        ChannelWriter.Write(
            _folder["channel"],
            [
                Note("alpha", "1.0"),
                Note("alpha", "2.0"),
                Note("beta", "1.0") with { Depends = ["alpha"] },
                Note("gamma", "1.0") with
                {
                    Files = [PackageFile.Text("share/alpha", "from gamma\n"), PackageFile.Text("share/gamma", "gamma\n")],
                },
                .. packages,
            ]);
    }

    public string Store => _folder["store"];

    public BuildSettings Settings { get; set; }

    /// <summary>Environment variables of the machine.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public RecordingReporter Reporter { get; } = new();

    public string Define(string packages, string more = "", string file = "environment.yml") => _folder.Write(
        file,
        $"""
        name: place
        channels: [./channel]
        dependencies: [{packages}]
        {more}
        """);

    /// <summary>A definition with a base or steps, which <paramref name="keys"/> name from line 5 on.</summary>
    public string DefineOn(string keys, string packages = "alpha") => _folder.Write(
        "environment.yml",
        $"""
        name: place
        conda_file:
          channels: [./channel]
          dependencies: [{packages}]
        {keys}
        """);

    public string Path(string relativePath) => _folder[relativePath];

    public string Write(string relativePath, string text) => _folder.Write(relativePath, text);

    public EnvironmentBuilder Builder(string store = "store") => new(
        Settings with { StoreFolder = _folder[store] },
        _http,
        Reporter);

    public async Task<BuiltImage> BuildAsync(string definition, BuildRequest? request = null)
    {
        var outcome = await TryBuildAsync(definition, request);
        Assert.IsTrue(outcome.Succeeded, string.Join('\n', outcome.Diagnostics));
        return outcome.Images.Single();
    }

    public Task<BuildOutcome> TryBuildAsync(string definition, BuildRequest? request = null) => Builder().BuildAsync(
        (request ?? new BuildRequest { DefinitionPath = "" }) with { DefinitionPath = definition },
        CancellationToken.None);

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    public static void HasCode(DiagnosticDescriptor expected, BuildOutcome outcome) => Assert.Contains(
        expected.Code,
        outcome.Diagnostics.Select(diagnostic => diagnostic.Code),
        string.Join('\n', outcome.Diagnostics));

    private static PackageRecipe Note(string name, string version) => new(name, version, "noarch")
    {
        Files = [PackageFile.Text($"share/{name}", $"{name} {version}\n")],
    };
}
