using EnvBuild.Docker.Connections;

namespace EnvBuild.Docker.Images;

/// <summary>Takes away what work left in an engine, also after it failed or was cancelled.</summary>
internal static class CleanUp
{
    /// <summary>Tries, for a limited time. That it failed is a detail; why the work failed is what counts.</summary>
    public static async Task RunAsync(EngineConnection connection, Func<CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(
            connection.Settings.CleanUpLimit, connection.Settings.TimeProvider);
        try
        {
            await work(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException || EngineFailure.IsExpected(exception))
        {
            connection.Reporter.Detail($"Tidying up in the container engine failed: {EngineFailure.Reason(exception)}");
        }
    }
}
