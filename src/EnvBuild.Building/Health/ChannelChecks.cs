using System.Collections.Immutable;
using EnvBuild.Building.Channels;
using EnvBuild.Building.Images;
using EnvBuild.Conda;
using EnvBuild.Conda.Access;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Health;

/// <summary>
/// The channels of the folder's <c>environment.yml</c>, else conda-forge: are they there, at the places where a build would
/// ask, and do they accept the credentials.
/// </summary>
internal static class ChannelChecks
{
    private const string DefinitionName = "environment.yml";
    private const string DefaultChannel = "conda-forge";

    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var reporter = new WarningReporter(request.Reporter);
        try
        {
            using var connection = await ChannelConnection
                .OpenAsync(request.Settings, request.GetVariable, request.Folder, reporter, cancellationToken)
                .ConfigureAwait(false);
            return
            [
                .. await RunAsync(topic, request, connection, reporter, cancellationToken).ConfigureAwait(false),
                .. DescribeCredentials(topic, connection),
                .. reporter.Warnings
                    .Where(diagnostic => diagnostic.Code != DiagnosticCatalog.CertificatesNotChecked.Code)
                    .Select(diagnostic => topic.From("credentials", HealthState.Warning, diagnostic)),
            ];
        }
        catch (EnvBuildException exception)
        {
            return [topic.From("channels", HealthState.Error, exception.Diagnostics[0])];
        }
    }

    private static async Task<IEnumerable<HealthFinding>> RunAsync(
        HealthTopic topic,
        HealthRequest request,
        ChannelConnection connection,
        WarningReporter reporter,
        CancellationToken cancellationToken)
    {
        var (texts, problem) = await ReadDefinitionAsync(topic, request, cancellationToken).ConfigureAwait(false);
        var isNamed = !texts.IsEmpty;
        var findings = await Task.WhenAll((isNamed ? texts : [DefaultChannel])
            .SelectMany(text => Channel.Expand(text, connection.Settings.ChannelContextIn(request.Folder)))
            .Distinct()
            .Select(channel => CheckAsync(topic, request, connection, channel, isNamed, reporter, cancellationToken)))
            .ConfigureAwait(false);
        return [.. problem, .. findings];
    }

    private static async Task<(ImmutableArray<string> Channels, ImmutableArray<HealthFinding> Problem)> ReadDefinitionAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var path = Path.Combine(request.Folder, DefinitionName);
        if (!File.Exists(path))
        {
            return ([], []);
        }

        var reading = await DefinitionReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return reading.Environment is { } environment
            ? ([.. environment.EffectiveChannels.Select(channel => channel.Text)], [])
            : ([],
            [
                .. reading.Diagnostics
                    .Where(diagnostic => diagnostic.Severity == Severity.Error)
                    .Take(1)
                    .Select(diagnostic => topic.From(DefinitionName, HealthState.Error, diagnostic)),
            ]);
    }

    private static IEnumerable<HealthFinding> DescribeCredentials(HealthTopic topic, ChannelConnection connection)
    {
        var credentials = connection.Settings.Fetching.Access.Credentials;
        yield return topic.Ok("credentials", credentials.Count == 0
            ? "none for channels were found"
            : $"{credentials.Count}, from {string.Join(", ", credentials.Origins)}");
    }

    private static async Task<HealthFinding> CheckAsync(
        HealthTopic topic,
        HealthRequest request,
        ChannelConnection connection,
        Channel channel,
        bool isNamed,
        WarningReporter reporter,
        CancellationToken cancellationToken)
    {
        var state = isNamed ? HealthState.Error : HealthState.Warning;
        var fetching = connection.Settings.EffectiveFetching;
        if (fetching.Offline && fetching.Access.Places.LocalPathOf(channel.BaseUrl) is null)
        {
            return topic.Skipped(
                channel.Name, "not asked, as EnvBuild works offline", "Go online to ask it; see docs/channels.md.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.AnswerLimit);
        try
        {
            var answer = await new ChannelProbe(connection.Client, fetching.Access, reporter)
                .AskAsync(channel, CondaPlatform.Default, limit.Token)
                .ConfigureAwait(false);
            return Describe(topic, channel, answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return topic.Ok(channel.Name, $"no answer within {request.AnswerLimit.TotalSeconds:0.#} seconds") with
            {
                State = state,
                Fix = "Check the network, the proxy and the address of the channel.",
            };
        }
        catch (EnvBuildException exception)
        {
            return topic.From(channel.Name, state, exception.Diagnostics[0]);
        }
    }

    private static HealthFinding Describe(HealthTopic topic, Channel channel, ChannelAnswer answer)
    {
        var finding = answer.Credential is { } credential
            ? $"answers at {answer.Place}, with the credentials from {credential}"
            : $"answers at {answer.Place}";
        return answer.Doubt is { } doubt
            ? topic.Warning(channel.Name, $"{finding}; others did not: {doubt}", "Check the mirrors in conda's configuration.")
            : topic.Ok(channel.Name, finding);
    }
}
