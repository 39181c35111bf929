using EnvBuild.Testing;
using Microsoft.Build.Logging.StructuredLogger;

namespace EnvBuild.Sdk.Tests.Projects;

/// <summary>What a command of MSBuild said and did.</summary>
/// <param name="Result">The process.</param>
/// <param name="Binlog">Absolute path of its binary log.</param>
internal sealed record BuildRun(ProcessResult Result, string Binlog)
{
    private Build? _log;

    public Build Log => _log ??= BinaryLog.ReadBuild(Binlog);

    /// <summary>The lines that tell what became of environments.</summary>
    public IReadOnlyList<string> EnvironmentLines => [.. Result.Output.Split('\n')
        .Select(line => line.Trim())
        .Where(line => line.StartsWith("environment '", StringComparison.Ordinal))];

    public BuildRun Succeeds()
    {
        _ = Result.Succeeds();
        return this;
    }

    public BuildRun Fails()
    {
        _ = Result.ExitsWith(1);
        return this;
    }

    /// <summary>How often a task ran, in all projects.</summary>
    public int Runs(string task) => Log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(
        node => node.Name == task).Count;

    /// <summary>Errors of a code.</summary>
    public IReadOnlyList<AbstractDiagnostic> Diagnostics(string code) =>
        [.. Log.FindChildrenRecursive<AbstractDiagnostic>(node => node.Code == code)];

    /// <summary>The items that were given by the last task that gave some.</summary>
    public IReadOnlyList<Item> Images => [.. Log
        .FindChildrenRecursive<AddItem>(node => node.Name == "EnvironmentImage")
        .SelectMany(node => node.Children.OfType<Item>())];
}
