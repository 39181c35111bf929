using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Building;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env solve</c>: solves match specs and builds nothing.</summary>
internal static class SolveCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var specs = Arguments.RefuseOptions(new Argument<string[]>("specs")
        {
            Description = "Match specs, such as 'numpy>=1.26,<2'.",
            Arity = ArgumentArity.OneOrMore,
        });
        var channels = new Option<string[]>("--channel", "-c")
        {
            Description = "Channel: a name, URL or folder; may be repeated, the most important first.",
            HelpName = "channel",
            Required = true,
        };
        var platform = new Option<string>("--platform", "-p")
        {
            Description = "Conda platform.",
            HelpName = "platform",
            DefaultValueFactory = _ => "linux-64",
        };
        var virtualPackages = new Option<string[]>("--virtual-package")
        {
            Description = "Virtual package of the target, such as __cuda=12.4; may be repeated.",
            HelpName = "name=version",
        };
        var priority = new Option<Conda.Solve.ChannelPriority>("--channel-priority")
        {
            Description = "What the order of channels means.",
        };
        var command = new Command("solve", "Solve match specs without building anything.")
        {
            specs, channels, platform, virtualPackages, priority,
        };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) =>
            {
                var request = new SpecsRequest
                {
                    Specs = [.. parsed.GetValue(specs)!],
                    Channels = [.. parsed.GetValue(channels)!],
                    Platform = parsed.GetValue(platform)!,
                    VirtualPackages = [.. parsed.GetValue(virtualPackages) ?? []],
                    ChannelPriority = parsed.GetValue(priority),
                    Folder = host.Folder,
                };
                return RunAsync(invocation, request, token);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation,
        SpecsRequest request,
        CancellationToken cancellationToken)
    {
        using var channels = await invocation.OpenChannelsAsync(cancellationToken);
        var solver = new SpecsSolver(channels.Settings, channels.Client, invocation.Reporter);
        var result = await solver.SolveAsync(request, cancellationToken);
        invocation.Reporter.Dispose();
        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, SolveJson.From(result), ToolJsonContext.Default.SolveJson);
        }
        else
        {
            invocation.Diagnostics.Write(result.Diagnostics);
            WriteTable(invocation.Host.Output, result.Packages);
        }

        return result.IsSolved ? ExitCode.Success : ExitCode.Failure;
    }

    private static void WriteTable(TextWriter output, ImmutableArray<Conda.PackageRecord> packages)
    {
        if (!packages.IsEmpty)
        {
            TextTable.Write(
                output,
                ["NAME", "VERSION", "BUILD", "SUBDIR", "CHANNEL"],
                packages.OrderBy(package => package.Name, StringComparer.Ordinal).Select(package => (string[])
                    [package.Name, package.Version.Text, package.Build, package.Subdir, package.ChannelName]));
        }
    }
}
