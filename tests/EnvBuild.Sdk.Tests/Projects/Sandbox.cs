using EnvBuild.SampleChannel;
using EnvBuild.Testing;

namespace EnvBuild.Sdk.Tests.Projects;

/// <summary>
/// A project outside the repository, with a channel of two tiny packages, a store and a NuGet feed of its own. It knows
/// nothing of the machine but the .NET SDK.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    /// <summary>A definition that asks for one package of a few bytes over no base.</summary>
    public const string Definition = """
        name: tiny
        channels:
          - ./channel
        dependencies:
          - note=1.0

        """;

    private readonly TemporaryFolder _folder = new();
    private int _builds;

    private Sandbox(PackedProduct product)
    {
        Version = product.Version;
        product.WriteNuGetConfig(_folder.Path);
        ChannelWriter.Write(_folder["channel"], [Note("1.0"), Note("2.0")]);
        Write("Class.cs", "namespace Sample;\n\npublic sealed class Class;\n");
        Write("environment.yml", Definition);
    }

    /// <summary>Version of the packed SDK.</summary>
    public string Version { get; }

    public string ProjectFile => this["Sample.csproj"];

    public string Store => this["home/store"];

    public string this[string relativePath] => _folder[relativePath];

    /// <summary>A sandbox with a class library that takes the SDK the usual way.</summary>
    public static async Task<Sandbox> MakeAsync(
        CancellationToken cancellationToken, string properties = "", string items = "")
    {
        var sandbox = new Sandbox(await PackedProduct.GetAsync(cancellationToken));
        sandbox.WriteProject(properties, items);
        return sandbox;
    }

    public string Write(string relativePath, string text) => _folder.Write(relativePath, text);

    public void WriteProject(string properties = "", string items = "") => Write(
        "Sample.csproj",
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <Sdk Name="EnvBuild.Sdk" Version="{Version}" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """);

    public string Read(string relativePath) => File.ReadAllText(this[relativePath]);

    /// <summary>Runs <c>dotnet build</c> with a binary log of its own.</summary>
    public Task<BuildRun> BuildAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync("build", cancellationToken, arguments);

    /// <summary>Restores and makes the images, without the compiler, which takes most of a build's time.</summary>
    public Task<BuildRun> MakeImagesAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync("build", cancellationToken, ["-t:BuildEnvironmentImages", .. arguments]);

    /// <summary>Runs a command of <c>dotnet</c> with a binary log of its own.</summary>
    public async Task<BuildRun> RunAsync(
        string command, CancellationToken cancellationToken, params string[] arguments)
    {
        var binlog = this[$"{++_builds}.binlog"];
        var result = await Dotnet([command, "-v:m", "-tl:off", $"-bl:{binlog}", .. arguments])
            .RunAsync(cancellationToken);
        return new BuildRun(result, binlog);
    }

    /// <summary>Values of properties and items as an evaluation gives them, without a build.</summary>
    public async Task<string> EvaluateAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Dotnet(["msbuild", ProjectFile, .. arguments]).RunAsync(cancellationToken);
        return result.Succeeds().Output;
    }

    public ProcessSpec Dotnet(params string[] arguments) =>
        (new ProcessSpec("dotnet", [.. arguments]) { Folder = _folder.Path, Limit = TimeSpan.FromMinutes(5) })
            .With("ENVBUILD_HOME", this["home"])
            .With("ENVBUILD_STORE", null)
            .With("ENVBUILD_CHANNEL_ALIAS", null)
            .With("ENVBUILD_OFFLINE", null)
            .With("ENVBUILD_NO_CONDARC", "1")
            .With("ENVBUILD_REGISTRY", null)
            .With("ENVBUILD_REGISTRIES", null)
            .With("REGISTRY_AUTH_FILE", null)
            .With("DOCKER_CONFIG", this["docker"])
            .With("XDG_RUNTIME_DIR", null)
            .With("NUGET_PACKAGES", null)
            .With("CI", null)
            .With("MSBUILDDISABLENODEREUSE", "1")
            .With("DOTNET_CLI_USE_MSBUILD_SERVER", "0")
            .With("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
            .With("UseSharedCompilation", "false")
            // The test host sets these for its own runtime.
            .With("MSBuildSDKsPath", null)
            .With("MSBUILD_EXE_PATH", null)
            .With("MSBuildExtensionsPath", null);

    public void Dispose() => _folder.Dispose();

    private static PackageRecipe Note(string version) => new("note", version, "noarch")
    {
        Files = [PackageFile.Text("share/note.txt", $"note {version}\n")],
    };
}
