using System.Net;

namespace EnvBuild.Conda.Access;

/// <summary>The answer of one of the places of a file.</summary>
/// <param name="message">The answer.</param>
/// <param name="place">URL that was asked first; may hold credentials.</param>
/// <param name="shown">What was shown there.</param>
/// <param name="discredit">Makes the place the last one that is asked.</param>
internal sealed class ChannelResponse(
    HttpResponseMessage message, string place, FoundCredential shown, Action discredit) : IDisposable
{
    public HttpResponseMessage Message => message;

    public HttpStatusCode Status => message.StatusCode;

    /// <summary>Why the absence of the file is not certain: another place of it did not answer.</summary>
    public string? Doubt { get; set; }

    /// <summary>Whether another place might have something else.</summary>
    public required Func<bool> HasAlternative { get; init; }

    public bool IsRefusal => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>The URL, free of secrets.</summary>
    public string ShownPlace => ChannelText.Redact(place);

    /// <summary>Where the credential that was shown was found; <see langword="null"/> for none.</summary>
    public string? ShownCredential => shown.Credential?.Origin;

    /// <summary>Lets other places be asked before this one from now on: what it sent was of no use.</summary>
    public void Discredit() => discredit();

    /// <summary>What was shown to a server that refuses, and what can be done; free of secrets.</summary>
    public string ExplainRefusal()
    {
        var host = new Uri(place).Authority;
        return shown switch
        {
            { Credential: { } credential } => $"'{host}' does not accept the credentials from {credential.Origin}",
            { Withheld: { } withheld } =>
                $"the credentials for '{host}' from {withheld.Origin} were not sent, as the address is not https",
            _ => $"no credentials for '{host}' were found",
        };
    }

    public void Dispose() => message.Dispose();
}
