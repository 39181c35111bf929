using System.CommandLine;
using EnvBuild.Tool.Commands;

namespace EnvBuild.Tool.Hosting;

/// <summary>The command line of <c>dotnet env</c>.</summary>
internal static class ToolCommand
{
    public static async Task<int> RunAsync(ToolHost host, string[] arguments)
    {
        var parsed = Create(host).Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        var exitCode = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
    }

    private static RootCommand Create(ToolHost host)
    {
        var options = new GlobalOptions();
        var root = new RootCommand("Builds and inspects the Python environments of .NET projects.")
        {
            BuildCommand.Create(host, options),
            LockCommand.Create(host, options),
            HashCommand.Create(host, options),
            SolveCommand.Create(host, options),
            ListCommand.Create(host, options),
            ShowCommand.Create(host, options),
            ImageCommand.Create(host, options),
            ExportCommand.Create(host, options),
            PushCommand.Create(host, options),
            PullCommand.Create(host, options),
            LoginCommand.Create(host, options),
            LoadCommand.Create(host, options),
            DoctorCommand.Create(host, options),
        };
        options.AddTo(root);
        return root;
    }
}
