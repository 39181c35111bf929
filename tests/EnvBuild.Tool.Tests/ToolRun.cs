using System.Text.Json;
using EnvBuild.SampleChannel;
using EnvBuild.Testing;
using EnvBuild.Tool.Hosting;

namespace EnvBuild.Tool.Tests;

/// <summary>The tool in the test's own process, with its own folder, store and variables.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Dictionary<string, string> Variables { get; } = [];

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public bool OnTerminal { get; init; }

    public string Path(string relativePath) => _folder[relativePath];

    public ToolRun Write(string relativePath, string text)
    {
        _folder.Write(relativePath, text);
        return this;
    }

    public ToolRun WithChannel()
    {
        ChannelWriter.Write(
            _folder["channel"],
            [
                new PackageRecipe("alpha", "1.0", "noarch") { Files = [PackageFile.Text("share/alpha", "1\n")] },
                new PackageRecipe("alpha", "2.0", "noarch") { Files = [PackageFile.Text("share/alpha", "2\n")] },
                new PackageRecipe("beta", "1.0", "noarch")
                {
                    Depends = ["alpha"],
                    Files = [PackageFile.Text("share/beta", "1\n")],
                },
            ]);
        return Write("environment.yml", "name: place\nchannels: [./channel]\ndependencies: [beta=1.0]\n");
    }

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new ToolHost
        {
            Output = output,
            Error = error,
            Folder = _folder.Path,
            GetVariable = name => name == "ENVBUILD_HOME" ? _folder["home"] : Variables.GetValueOrDefault(name),
            ErrorIsTerminal = OnTerminal,
            OutputIsTerminal = OnTerminal,
        };
        var exitCode = await ToolCommand.RunAsync(host, arguments);
        (Output, Error) = (output.ToString(), error.ToString());
        return exitCode;
    }

    public async Task<JsonElement> RunJsonAsync(params string[] arguments)
    {
        await RunAsync([.. arguments, "--format", "json"]);
        return JsonElement.Parse(Output);
    }

    public void Dispose() => _folder.Dispose();
}
