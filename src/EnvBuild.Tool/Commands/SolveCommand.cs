using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using EnvBuild.Building;
using EnvBuild.Definitions;
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
        var priority = new Option<Conda.ChannelPriority>("--channel-priority")
        {
            Description = "What the order of channels means.",
        };
        var pins = new Option<string[]>("--pin")
        {
            Description = "Match spec that holds for a package if it comes in; may be repeated.",
            HelpName = "spec",
        };
        var excludeNewer = new Option<DateTimeOffset?>("--exclude-newer")
        {
            Description = "Only packages that came up to a date (to its end, UTC) or time.",
            HelpName = "date",
            CustomParser = ParseTime,
        };
        var command = new Command("solve", "Solve match specs without building anything.")
        {
            specs, channels, platform, virtualPackages, priority, pins, excludeNewer,
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
                    Pins = [.. parsed.GetValue(pins) ?? []],
                    ExcludeNewer = parsed.GetValue(excludeNewer),
                    Folder = host.Folder,
                };
                return RunAsync(invocation, request, token);
            },
            cancellationToken));
        return command;
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        if (TimeLimit.TryParse(result.Tokens[0].Value, out var limit))
        {
            return limit;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a date such as 2026-01-31, nor a time such as 2026-01-31T12:00:00Z.");
        return null;
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
