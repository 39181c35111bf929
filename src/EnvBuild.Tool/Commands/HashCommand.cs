using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Building;
using EnvBuild.Definitions;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary><c>dotnet env hash</c>: the fingerprints of definitions.</summary>
internal static class HashCommand
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> NoLines =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public static Command Create(ToolHost host, GlobalOptions options)
    {
        var files = Arguments.RefuseOptions(new Argument<string[]>("files")
        {
            Description = "The definitions.",
            DefaultValueFactory = _ => ["environment.yml"],
            Arity = ArgumentArity.ZeroOrMore,
        });
        var baseImage = Arguments.BaseImage();
        var explain = new Option<bool>("--explain")
        {
            Description = "Show the branches of the fingerprint and what went into each.",
        };
        var command = new Command("hash", "Print the fingerprints of definitions.") { files, explain, baseImage };
        command.SetAction((parsed, cancellationToken) => Invocation.RunAsync(
            host,
            parsed,
            options,
            (invocation, token) => RunAsync(
                invocation,
                parsed.GetValue(files)!,
                parsed.GetValue(baseImage),
                parsed.GetValue(explain),
                token),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation,
        string[] files,
        string? baseImage,
        bool explain,
        CancellationToken cancellationToken)
    {
        var results = new List<HashJson>(files.Length);
        foreach (var file in files)
        {
            var reading = await DefinitionReader.ReadAsync(invocation.Host.Absolute(file), cancellationToken);
            var result = HashJson.From(file, reading, environment => Complete(environment, baseImage), explain);
            results.Add(result);
            if (invocation.Format == OutputFormat.Text)
            {
                invocation.Diagnostics.Write(reading.Diagnostics);
                WriteText(invocation.Host.Output, result);
            }
        }

        if (invocation.Format == OutputFormat.Json)
        {
            JsonOutput.Write(invocation.Host.Output, [.. results], ToolJsonContext.Default.HashJsonArray);
        }

        return results.TrueForAll(result => result.Fingerprint is not null) ? ExitCode.Success : ExitCode.Failure;
    }

    private static Definitions.Environment Complete(Definitions.Environment environment, string? baseImage) =>
        environment.WithDefaultBase(baseImage, Path.GetDirectoryName(environment.Path)!);

    private static void WriteText(TextWriter output, HashJson result)
    {
        if (result.Fingerprint is null)
        {
            return;
        }

        output.WriteLine($"{result.Fingerprint}  {result.Path}");
        foreach (var (branch, lines) in result.Explanation ?? NoLines)
        {
            output.WriteLine($"  {branch,-6} {result.Branches![branch]}");
            foreach (var line in lines)
            {
                output.WriteLine($"    {line}");
            }
        }
    }
}
