using System.CommandLine;
using System.Reflection;
using EnvBuild.Building.Health;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env doctor</c>: what builds depend on, each check with a fix.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var command = new Command(
            "doctor",
            "Check what builds depend on: versions, store, caches, configuration, engine, registries, channels. Exit code "
            + "1 if something does not work. Example: dotnet env doctor --offline --format json");
        command.SetAction((parsed, cancellationToken) =>
            Invocation.RunAsync(host, parsed, options, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = new HealthRequest
        {
            Settings = invocation.Settings,
            GetVariable = invocation.Host.GetVariable,
            Folder = invocation.Host.Folder,
            ToolVersion = Version(),
            Reporter = invocation.Reporter,
        };
        var findings = await HealthReport.RunAsync(request, cancellationToken);
        invocation.Reporter.Dispose();
        var result = DoctorJson.From(findings);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.DoctorJson);
        }
        else
        {
            new FindingWriter(invocation.Host.Output, invocation.ColorsOutput).Write(findings);
        }

        return result.Healthy ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Version() => typeof(DoctorCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
