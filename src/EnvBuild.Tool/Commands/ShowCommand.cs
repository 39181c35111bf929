using System.CommandLine;
using System.Globalization;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env show</c>: one environment in detail.</summary>
internal static class ShowCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var subject = Arguments.Subject();
        var command = new Command("show", "Show an environment: identities, packages, images.") { subject };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(invocation, parsed.GetValue(subject)!, token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, string subject, CancellationToken cancellationToken)
    {
        var environment = await SubjectFinder.FindAsync(invocation, subject, cancellationToken);
        var details = await EnvironmentJson.ReadAsync(invocation.Workspace, environment, cancellationToken);
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, details, ToolJsonContext.Default.EnvironmentJson);
        }
        else
        {
            WriteText(invocation.Host.Output, details);
        }

        return ExitCode.Success;
    }

    private static void WriteText(TextWriter output, EnvironmentJson details)
    {
        var environment = details.Environment;
        TextTable.WritePairs(output,
        [
            ("name", environment.Name),
            ("version", environment.Version),
            ("description", environment.Description),
            ("fingerprint", environment.Fingerprint),
            ("registered", environment.Registered.ToString("u", CultureInfo.InvariantCulture)),
            .. environment.Locks.Select(pair => ($"lock {pair.Key}", (string?)pair.Value)),
            .. environment.Images.Select(image => ($"image {image.Platform}", (string?)$"{image.Reference} {image.Digest}")),
        ]);
        output.WriteLine();
        TextTable.Write(
            output,
            ["PACKAGE", "VERSION", "BUILD", "PLATFORM"],
            details.Packages.Select(package => (string[])[package.Name, package.Version, package.Build, package.Platform]));
    }
}
