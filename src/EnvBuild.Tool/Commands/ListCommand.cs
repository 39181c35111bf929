using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env list</c>: the environments of the store.</summary>
internal static class ListCommand
{
    private const int ShortDigits = 12;

    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var command = new Command("list", "List the environments of the store.");
        command.SetAction((parsed, cancellationToken) =>
            Invocation.RunAsync(host, parsed, options, RunAsync, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var environments = await invocation.Workspace.ListAsync(cancellationToken);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, environments, ToolJsonContext.Default.ImmutableArrayEnvironmentVersion);
        }
        else if (environments.IsEmpty)
        {
            invocation.Host.Error.WriteLine($"No environments in {invocation.Settings.StoreFolder}.");
        }
        else
        {
            WriteTable(invocation.Host.Output, environments);
        }

        return ExitCode.Success;
    }

    private static void WriteTable(TextWriter output, ImmutableArray<EnvironmentVersion> environments) =>
        TextTable.Write(
            output,
            ["NAME", "VERSION", "FINGERPRINT", "PLATFORM", "IMAGE", "DIGEST"],
            environments.SelectMany(environment => environment.Images.Select(image => (string[])
            [
                environment.Name,
                environment.Version,
                environment.Fingerprint[..ShortDigits],
                image.Platform,
                image.Reference,
                image.Digest["sha256:".Length..][..ShortDigits],
            ])));
}
