using System.CommandLine;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env login --status</c>: for which registries there are credentials, and where.</summary>
internal static class LoginCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var status = new Option<bool>("--status")
        {
            Description = "List the registries for which there are credentials, and where those are kept; no secrets.",
        };
        var command = new Command("login", "Show which credentials of registries are used.") { status };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(status))
            {
                result.AddError("Log in with 'docker login HOST' or 'podman login HOST'; --status lists what is there.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
            Invocation.RunAsync(host, parsed, options, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var places = await invocation.WithRegistriesAsync(
            registries => registries.ListCredentialsAsync(cancellationToken), cancellationToken);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(
                invocation.Host.Output,
                [.. places.Select(place => new LoginJson(place.Host, place.Origin))],
                ToolJsonContext.Default.LoginJsonArray);
        }
        else if (places.IsEmpty)
        {
            invocation.Host.Error.WriteLine("No credentials of registries were found.");
        }
        else
        {
            TextTable.Write(
                invocation.Host.Output,
                ["REGISTRY", "CREDENTIALS"],
                places.Select(place => (string[])[place.Host, place.Origin]));
        }

        return ExitCode.Success;
    }
}
