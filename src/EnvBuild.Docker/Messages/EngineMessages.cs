using System.Text.Json;

namespace EnvBuild.Docker.Messages;

/// <summary>Reads the stream with which an engine answers, each message as soon as it is there.</summary>
internal static class EngineMessages
{
    /// <summary>All messages.</summary>
    /// <param name="response">The answer; objects behind each other, with or without line ends between them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="JsonException">Something else comes, or the stream ends within a message.</exception>
    public static async IAsyncEnumerable<EngineMessage> ReadAsync(
        HttpResponseMessage response,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var messages = JsonSerializer.DeserializeAsyncEnumerable(
                body, MessageJsonContext.Default.EngineMessage, topLevelValues: true, cancellationToken);
            await foreach (var message in messages.ConfigureAwait(false))
            {
                if (message is not null)
                {
                    yield return message;
                }
            }
        }
    }

    /// <summary>Reads to the end and gives the first failure; <see langword="null"/> if there is none.</summary>
    public static async Task<string?> ReadFailureAsync(
        HttpResponseMessage response, Action<EngineMessage> observe, CancellationToken cancellationToken)
    {
        string? failure = null;
        await foreach (var message in ReadAsync(response, cancellationToken).ConfigureAwait(false))
        {
            observe(message);
            failure ??= message.Failure;
        }

        return failure;
    }
}
