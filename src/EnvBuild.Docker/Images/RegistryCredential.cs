using System.Text;
using System.Text.Json.Nodes;

namespace EnvBuild.Docker.Images;

/// <summary>What a registry wants from who pulls. It is sent to the engine and never written anywhere.</summary>
/// <param name="Registry">Name of the registry, <c>docker.io</c> or <c>registry.example:5000</c>.</param>
/// <param name="User">Name of the user; empty for an identity token.</param>
/// <param name="Secret">Password or identity token.</param>
public sealed record RegistryCredential(string Registry, string User, string Secret)
{
    private const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>Whether it is for the registry of an image reference.</summary>
    internal bool IsFor(string reference)
    {
        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : reference[..slash];
        var registry = first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" ? first : "docker.io";
        return string.Equals(Normal(registry), Normal(Registry), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Value of <c>X-Registry-Auth</c>, for one registry.</summary>
    internal string ToAuthHeader() => Encode(ToJson());

    /// <summary>Value of <c>X-Registry-Config</c>, for all registries that a build may ask.</summary>
    internal static string ToConfigHeader(IEnumerable<RegistryCredential> credentials) => Encode(new JsonObject(
        credentials
            .DistinctBy(credential => credential.Key)
            .Select(credential => KeyValuePair.Create<string, JsonNode?>(credential.Key, credential.ToJson()))));

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{User}@{Registry}";

    private string Key => Normal(Registry) == "docker.io" ? DockerHubKey : Registry;

    private static string Normal(string registry) =>
        registry is "index.docker.io" or "registry-1.docker.io" or DockerHubKey ? "docker.io" : registry;

    private JsonObject ToJson()
    {
        var json = new JsonObject { ["serveraddress"] = Key };
        if (User.Length == 0)
        {
            json["identitytoken"] = Secret;
        }
        else
        {
            json["username"] = User;
            json["password"] = Secret;
        }

        return json;
    }

    // The engine reads base64 for URLs, with padding.
    private static string Encode(JsonNode json) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString())).Replace('+', '-').Replace('/', '_');
}
