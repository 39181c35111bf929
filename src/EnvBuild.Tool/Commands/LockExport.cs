using System.Collections.Immutable;
using System.Text;
using EnvBuild.Building.Locking;
using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Locks.Export;
using EnvBuild.Diagnostics;
using EnvBuild.Tool.Hosting;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Commands;

/// <summary>The forms of locks that <c>dotnet env export</c> writes.</summary>
internal static class LockExport
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    private const string CondaLockType = "conda-lock";
    private const string ExplicitType = "explicit";
    private const string EnvironmentType = "environment";
    private const string EnvironmentBuildsType = "environment-builds";

    public static ImmutableArray<string> Types { get; } =
        [CondaLockType, ExplicitType, EnvironmentType, EnvironmentBuildsType];

    public static async Task<int> RunAsync(
        Invocation invocation,
        LockExportRequest request,
        CancellationToken cancellationToken)
    {
        var exported = await ExportedLockFinder.FindAsync(invocation, request, cancellationToken);
        var platform = ChoosePlatform(exported.Lock, request);
        var locked = platform is null ? exported.Lock : exported.Lock.Only(platform);
        var text = Write(exported, locked, platform, request.Type);
        invocation.Reporter.Dispose();
        invocation.Diagnostics.Write([.. exported.Warnings, .. WarningsFor(locked, request.Type)]);
        if (request.Output is null or StandardOutput)
        {
            invocation.Host.Output.Write(text);
            return ExitCode.Success;
        }

        var path = invocation.Host.Absolute(request.Output);
        await LockFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
        if (invocation.Format == OutputFormat.Json)
        {
            var result = new ExportJson(path, request.Type, null, null, platform);
            JsonOutput.Write(invocation.Host.Output, result, ToolJsonContext.Default.ExportJson);
        }
        else
        {
            var platforms = string.Join(", ", locked.Platforms);
            invocation.Host.Output.WriteLine(
                $"wrote {path} ({request.Type}, {platforms}: {locked.Packages.Length} packages)");
        }

        return ExitCode.Success;
    }

    // A lock of conda-lock holds several platforms, the others one.
    private static string? ChoosePlatform(CondaLock locked, LockExportRequest request)
    {
        if (request.Platform is null && (request.Type == CondaLockType || locked.Platforms.Length == 1))
        {
            return locked.Platforms is [var only] ? only : null;
        }

        return request.Platform is { } platform && locked.Platforms.Contains(platform)
            ? platform
            : throw DiagnosticCatalog.LockPlatformUnknown.Exception(
                null,
                request.Platform is null ? $"'{request.Type}' holds one platform" : $"none for {request.Platform}",
                string.Join(", ", locked.Platforms));
    }

    private static string Write(ExportedLock exported, CondaLock locked, string? platform, string type) => type switch
    {
        ExplicitType => ExplicitWriter.Write(locked, platform!),
        EnvironmentType or EnvironmentBuildsType => EnvironmentFileWriter.Write(
            locked,
            platform!,
            new EnvironmentFileOptions
            {
                Name = exported.Name,
                Variables = exported.Variables,
                WithBuilds = type == EnvironmentBuildsType,
            }),
        _ => LockWriter.Write(locked),
    };

    private static ImmutableArray<Diagnostic> WarningsFor(CondaLock locked, string type)
    {
        var pip = locked.Packages.Count(package => package.Manager == LockedPackage.PipManager);
        return type == ExplicitType && pip > 0
            ? [DiagnosticCatalog.ExportReduced.At(
                null, $"{pip} packages of pip stand in it as comments, which conda does not install")]
            : [];
    }
}
