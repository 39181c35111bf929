using EnvBuild.Diagnostics;
using EnvBuild.SampleChannel;
using EnvBuild.Testing;

namespace EnvBuild.Building.Tests;

/// <summary>A channel, definitions and a store of a test's own.</summary>
internal sealed class Place : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public Place()
    {
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
            ]);
    }

    public string Store => _folder["store"];

    public RecordingReporter Reporter { get; } = new();

    public string Define(string packages, string more = "", string file = "environment.yml") => _folder.Write(
        file,
        $"""
        name: place
        channels: [./channel]
        dependencies: [{packages}]
        {more}
        """);

    public string Path(string relativePath) => _folder[relativePath];

    public EnvironmentBuilder Builder(string store = "store") => new(
        new BuildSettings { StoreFolder = _folder[store], CacheFolder = _folder["cache"] },
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
