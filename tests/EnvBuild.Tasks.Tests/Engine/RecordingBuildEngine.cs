using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Tests.Engine;

/// <summary>Keeps all that a task tells MSBuild.</summary>
internal sealed class RecordingBuildEngine : IBuildEngine3
{
    private readonly ConcurrentQueue<BuildErrorEventArgs> _errors = new();
    private readonly ConcurrentQueue<BuildWarningEventArgs> _warnings = new();
    private readonly ConcurrentQueue<BuildMessageEventArgs> _messages = new();

    public IReadOnlyCollection<BuildErrorEventArgs> Errors => _errors;

    public IReadOnlyCollection<BuildWarningEventArgs> Warnings => _warnings;

    public IEnumerable<string> Lines => _messages
        .Where(message => message.Importance == MessageImportance.High)
        .Select(message => message.Message!);

    /// <summary>How often the task gave its node away, and took it back.</summary>
    public (int Yields, int Reacquires) Turns { get; private set; }

    public bool IsRunningMultipleNodes => false;

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "/package/targets/EnvBuild.Images.targets";

    public void LogErrorEvent(BuildErrorEventArgs e) => _errors.Enqueue(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => _warnings.Enqueue(e);

    public void LogMessageEvent(BuildMessageEventArgs e) => _messages.Enqueue(e);

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public void Yield() => Turns = Turns with { Yields = Turns.Yields + 1 };

    public void Reacquire() => Turns = Turns with { Reacquires = Turns.Reacquires + 1 };

    public bool BuildProjectFile(
        string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException("The tasks build no projects: -graph -isolate would not know of them.");

    public bool BuildProjectFile(
        string projectFileName,
        string[] targetNames,
        IDictionary globalProperties,
        IDictionary targetOutputs,
        string toolsVersion) => BuildProjectFile(projectFileName, targetNames, globalProperties, targetOutputs);

    public bool BuildProjectFilesInParallel(
        string[] projectFileNames,
        string[] targetNames,
        IDictionary[] globalProperties,
        IDictionary[] targetOutputsPerProject,
        string[] toolsVersion,
        bool useResultsCache,
        bool unloadProjectsOnCompletion) =>
        BuildProjectFile(projectFileNames[0], targetNames, globalProperties[0], targetOutputsPerProject[0]);

    public BuildEngineResult BuildProjectFilesInParallel(
        string[] projectFileNames,
        string[] targetNames,
        IDictionary[] globalProperties,
        IList<string>[] removeGlobalProperties,
        string[] toolsVersion,
        bool returnTargetOutputs) => throw new NotSupportedException();
}
