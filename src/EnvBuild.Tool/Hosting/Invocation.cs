using System.Collections.Immutable;
using System.CommandLine;
using EnvBuild.Building;
using EnvBuild.Building.Channels;
using EnvBuild.Building.Registries;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Tool.Output;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Hosting;

/// <summary>One run of a command: its options, and where it speaks.</summary>
internal sealed class Invocation : IDisposable
{
    private Invocation(ToolHost host, ParseResult parsed, GlobalOptions options)
    {
        Host = host;
        Parsed = parsed;
        Format = parsed.GetValue(options.Format);
        var mayColor = !host.ColorRefused && !parsed.GetValue(options.NoColor);
        ColorsOutput = host.OutputIsTerminal && mayColor;
        Diagnostics = new DiagnosticWriter(host, host.ErrorIsTerminal && mayColor);
        Reporter = new ToolReporter(host, TimeProvider.System, parsed.GetValue(options.Verbose));
        Settings = ReadSettings(host, parsed, options);
        Workspace = new Workspace(new BlobStore(Settings.StoreFolder), TimeProvider.System);
    }

    public ToolHost Host { get; }

    public ParseResult Parsed { get; }

    public OutputFormat Format { get; }

    /// <summary>Whether results on standard output may have colours.</summary>
    public bool ColorsOutput { get; }

    public DiagnosticWriter Diagnostics { get; }

    public ToolReporter Reporter { get; }

    public BuildSettings Settings { get; }

    public Workspace Workspace { get; }

    /// <summary>Runs a command's work and turns every failure into diagnostics and an exit code.</summary>
    public static async Task<int> RunAsync(
        ToolHost host,
        ParseResult parsed,
        GlobalOptions options,
        Func<Invocation, CancellationToken, Task<int>> work,
        CancellationToken cancellationToken)
    {
        using var invocation = new Invocation(host, parsed, options);
        try
        {
            return await work(invocation, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            invocation.Fail([DiagnosticCatalog.Cancelled.At(null, parsed.CommandResult.Command.Name)]);
            return ExitCode.Cancelled;
        }
        catch (EnvBuildException exception)
        {
            invocation.Fail(exception.Diagnostics);
            return ExitCode.Failure;
        }
#pragma warning disable CA1031 // The last place that can turn a failure into a diagnostic.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            invocation.Reporter.Detail(exception.ToString());
            invocation.Fail([FailureDiagnostic.For(exception)]);
            return ExitCode.Failure;
        }
    }

    /// <summary>What commands need that fetch from channels; others read no configuration of conda.</summary>
    public Task<ChannelConnection> OpenChannelsAsync(CancellationToken cancellationToken) =>
        ChannelConnection.OpenAsync(Settings, Host.GetVariable, Host.Folder, Reporter, cancellationToken);

    /// <summary>Does something with registries; what is wrong with credentials is told at the end, also of a failure.</summary>
    public async Task<T> WithRegistriesAsync<T>(
        Func<RegistryConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var warnings = new WarningReporter(Reporter);
        try
        {
            using var registries = await RegistryConnection.OpenAsync(
                Settings, Host.GetVariable, Host.Folder, warnings, cancellationToken);
            return await work(registries);
        }
        finally
        {
            Reporter.Dispose();
            Diagnostics.Write(warnings.Warnings);
        }
    }

    public void Dispose() => Reporter.Dispose();

    private static BuildSettings ReadSettings(ToolHost host, ParseResult parsed, GlobalOptions options)
    {
        var settings = BuildSettings.ForUser(host.GetVariable, host.Folder);
        if (parsed.GetValue(options.Store) is { } store)
        {
            settings = settings with { StoreFolder = host.Absolute(store) };
        }

        if (parsed.GetValue(options.ChannelAlias) is { } alias)
        {
            settings = settings with
            {
                ChannelAlias = alias.Contains("://", StringComparison.Ordinal)
                ? alias
                : host.Absolute(alias)
            };
        }

        return parsed.GetValue(options.Offline) ? settings with { Offline = true } : settings;
    }

    private void Fail(ImmutableArray<Diagnostic> diagnostics)
    {
        Reporter.Dispose();
        Diagnostics.Write(diagnostics);
        if (Format == OutputFormat.Json)
        {
            JsonOutput.Write(Host.Output, new FailureJson(DiagnosticJson.From(diagnostics)), ToolJsonContext.Default.FailureJson);
        }
    }
}
