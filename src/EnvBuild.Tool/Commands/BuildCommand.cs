using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Building;
using EnvBuild.Docker.Builds;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;
using BuildRequest = EnvBuild.Building.BuildRequest;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env build</c>: builds or reuses the image of a definition.</summary>
internal static class BuildCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var file = Arguments.Definition();
        var platforms = Arguments.Platforms();
        var baseImage = Arguments.BaseImage();
        var tag = new Option<string?>("--tag", "-t")
        {
            Description = "Reference of the image, name:tag. Default: name and version of the definition.",
            HelpName = "name:tag",
        };
        var locked = new Option<bool>("--locked")
        {
            Description = "Fail instead of making or changing a lock.",
        };
        var secrets = Arguments.Secrets();
        var command = new Command("build", "Build the image of a definition, or find the one that exists.")
        {
            file, platforms, tag, baseImage, locked, secrets,
        };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) =>
            {
                var request = new BuildRequest
                {
                    DefinitionPath = host.Absolute(parsed.GetValue(file)!),
                    Platforms = [.. parsed.GetValue(platforms) ?? []],
                    Tag = parsed.GetValue(tag),
                    BaseImage = parsed.GetValue(baseImage),
                    LockedMode = parsed.GetValue(locked),
                };
                return RunAsync(invocation, request, Arguments.SecretsOf(host, parsed.GetValue(secrets)), token);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation,
        BuildRequest request,
        ImmutableArray<BuildSecret> secrets,
        CancellationToken cancellationToken)
    {
        using var channels = await invocation.OpenChannelsAsync(cancellationToken);
        var builder = new EnvironmentBuilder(
            channels.Settings with { Secrets = secrets }, channels.Client, invocation.Reporter);
        var outcome = await builder.BuildAsync(request, cancellationToken);
        invocation.Reporter.Dispose();
        if (invocation.Format == OutputFormat.Json)
        {
            var result = new BuildJson([.. outcome.Images], DiagnosticJson.From(outcome.Diagnostics));
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.BuildJson);
        }
        else
        {
            invocation.Diagnostics.Write(outcome.Diagnostics);
            Write(invocation.Host.Output, outcome.Images);
        }

        return outcome.Succeeded ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Write(TextWriter output, ImmutableArray<BuiltImage> images)
    {
        foreach (var image in images)
        {
            output.WriteLine(image.Describe());
        }
    }
}
