using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Products;

/// <summary>A folder with definitions and projects, and a home of EnvBuild of its own.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly InstalledTool _tool;
    private readonly TemporaryFolder _folder = new();

    private Workplace(InstalledTool tool)
    {
        _tool = tool;
        Home = _folder["home"];
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>Absolute path of the home of EnvBuild: store and cache.</summary>
    public string Home { get; init; }

    /// <summary>Absolute path of the store.</summary>
    public string Store => Path.Combine(Home, "store");

    public static async Task<Workplace> MakeAsync(CancellationToken cancellationToken) =>
        new(await TestRun.Tool.GetAsync(cancellationToken));

    /// <summary>The same tool with another folder and home.</summary>
    public Workplace Another() => new(_tool);

    /// <summary>Writes a file and returns its absolute path.</summary>
    public string Write(string relativePath, string text) => _folder.Write(relativePath, text);

    /// <summary>Absolute path of something below the folder.</summary>
    public string this[string relativePath] => _folder[relativePath];

    /// <summary>A run of <c>dotnet-env</c> that takes nothing from the environment that the test runs in.</summary>
    public ProcessSpec Tool(params string[] arguments) => Environment(new ProcessSpec(_tool.Path, [.. arguments]));

    /// <summary>A run of <c>dotnet</c> with the same home.</summary>
    public ProcessSpec Dotnet(params string[] arguments) => Environment(new ProcessSpec("dotnet", [.. arguments]))
        .With("MSBUILDDISABLENODEREUSE", "1")
        .With("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
        .With("NUGET_PACKAGES", null)
        .With("CI", null);

    /// <summary>Builds with the tool; the test fails unless it makes exactly one image.</summary>
    public async Task<BuildReport> BuildAsync(
        string definition,
        CancellationToken cancellationToken,
        params string[] options)
    {
        var result = await Tool(["build", definition, "--format", "json", .. options]).RunAsync(cancellationToken);
        return BuildReport.Parse(result.Succeeds().Output);
    }

    public void Dispose() => _folder.Dispose();

    private ProcessSpec Environment(ProcessSpec spec) => (spec with { Folder = _folder.Path })
        .With("ENVBUILD_HOME", Home)
        .With("ENVBUILD_STORE", null)
        .With("ENVBUILD_CHANNEL_ALIAS", null)
        .With("ENVBUILD_OFFLINE", null)
        .With("ENVBUILD_NO_CONDARC", "1");
}
