using System.Text.Json;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Reads the store of rattler and pixi: a JSON object with hosts as keys. An exact host comes before a wildcard, a
/// longer domain before a shorter one.
/// </summary>
internal static class RattlerCredentials
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static IReadOnlyList<ChannelCredential> Parse(string text, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new CredentialFormatException("it is not a JSON object with hosts as keys", 1);
            }

            return
            [
                .. document.RootElement.EnumerateObject()
                    .Select(entry => Read(entry, origin))
                    .OfType<ChannelCredential>()
                    .OrderBy(credential => credential.Scope.Host.StartsWith('*'))
                    .ThenByDescending(credential => credential.Scope.Host.Length),
            ];
        }
        catch (JsonException error)
        {
            throw new CredentialFormatException("it is not JSON", (int)(error.LineNumber ?? 0) + 1);
        }
    }

    private static ChannelCredential? Read(JsonProperty entry, string origin)
    {
        if (CredentialScope.Parse(entry.Name) is not { } scope || entry.Value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var value = entry.Value;
        if (Text(value, "BearerToken") is { } bearer)
        {
            return ChannelCredential.Bearer(bearer, scope, origin);
        }

        if (Text(value, "CondaToken") is { } token)
        {
            return ChannelCredential.PathToken(token, scope, origin);
        }

        // Other kinds, such as those of S3, are no matter of HTTP.
        return value.TryGetProperty("BasicHTTP", out var basic) && basic.ValueKind == JsonValueKind.Object
            && Text(basic, "username") is { } user && Text(basic, "password") is { } password
            ? ChannelCredential.Basic(user, password, scope, origin)
            : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
