using System.CommandLine;
using EnvBuild.Building;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env lock</c>: writes the lock beside a definition.</summary>
internal static class LockCommand
{
    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var file = Arguments.Definition();
        var platforms = Arguments.Platforms();
        var baseImage = Arguments.BaseImage();
        var update = new Option<bool>("--update") { Description = "Choose anew, even if the lock fits the definition." };
        var check = new Option<bool>("--check") { Description = "Write nothing; fail if the lock is missing or does not fit." };
        var from = Arguments.ForeignLocks("--from");
        var environment = Arguments.ForeignEnvironment();
        var command = new Command("lock", "Write the lock beside a definition: exact packages with their hashes.")
        {
            file, platforms, baseImage, update, check, from, environment,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(update) && result.GetValue(check))
            {
                result.AddError("--update writes and --check does not; choose one.");
            }

            var imports = result.GetValue(from) is { Length: > 0 };
            if (imports && (result.GetValue(update) || result.GetValue(check)))
            {
                result.AddError("--from takes what another tool chose; --update and --check do not go with it.");
            }

            if (!imports && result.GetValue(environment) is not null)
            {
                result.AddError("--environment chooses from the lock that --from names.");
            }
        });
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
                    BaseImage = parsed.GetValue(baseImage),
                    LockedMode = parsed.GetValue(check),
                };
                var import = Arguments.ImportOf(host, parsed.GetValue(from) ?? [], parsed.GetValue(environment));
                return RunAsync(
                    invocation,
                    builder => import.Paths.IsEmpty
                        ? builder.LockAsync(request, parsed.GetValue(update), token)
                        : builder.ImportLockAsync(request, import, token),
                    token);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation,
        Func<EnvironmentBuilder, Task<LockOutcome>> work,
        CancellationToken cancellationToken)
    {
        using var channels = await invocation.OpenChannelsAsync(cancellationToken);
        var outcome = await work(new EnvironmentBuilder(channels.Settings, channels.Client, invocation.Reporter));
        invocation.Reporter.Dispose();
        if (invocation.Format == OutputFormat.Json)
        {
            var result = new LockJson(outcome.Lock, DiagnosticJson.From(outcome.Diagnostics));
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.LockJson);
        }
        else
        {
            invocation.Diagnostics.Write(outcome.Diagnostics);
            Write(invocation.Host.Output, outcome.Lock);
        }

        return outcome.Lock is null ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Write(TextWriter output, MadeLock? made)
    {
        if (made is null)
        {
            return;
        }

        var verb = made.Changed ? "wrote" : "kept";
        foreach (var (platform, id) in made.Locks)
        {
            output.WriteLine($"{verb} {made.Path} ({platform}: {made.PackageCounts[platform]} packages, lock {id[..12]})");
        }
    }
}
