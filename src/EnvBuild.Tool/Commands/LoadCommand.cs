using System.CommandLine;
using EnvBuild.Building;
using EnvBuild.Docker;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env load</c>: an environment's image into the container engine of this machine.</summary>
internal static class LoadCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var subject = Arguments.Subject();
        var platform = Arguments.Platform();
        platform.Description = "Conda platform such as linux-64. Default: that of the engine.";
        var command = new Command("load", "Bring an environment's image into the container engine of this machine.")
        {
            subject, platform,
        };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(
                invocation, parsed.GetValue(subject)!, parsed.GetValue(platform), token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation, string subject, string? platform, CancellationToken cancellationToken)
    {
        var environment = await SubjectFinder.FindAsync(invocation, subject, cancellationToken);
        var first = SubjectFinder.ChooseImage(environment, platform);
        EnvironmentImage[] images = platform is null ? [.. environment.Images] : [first];
        var warnings = new WarningReporter(invocation.Reporter);
        var outcome = await EngineDelivery.LoadAsync(
            invocation.Settings,
            invocation.Workspace.Store,
            images,
            environment.Fingerprint,
            new EngineNeed("'dotnet env load'", null),
            warnings,
            cancellationToken);
        invocation.Reporter.Dispose();
        invocation.Diagnostics.Write(warnings.Warnings);
        if (invocation.Format == OutputFormat.Json)
        {
            var result = new LoadJson(
                outcome.ImageId, outcome.Names, outcome.LayersSent, outcome.LayersKnown, outcome.BytesSent);
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.LoadJson);
        }
        else
        {
            invocation.Host.Output.WriteLine(outcome.Describe());
        }

        return ExitCode.Success;
    }
}
