using System.Net.Http.Headers;
using EnvBuild.Oci.Registries.Access;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>A request to one repository; it may be sent several times.</summary>
/// <param name="Method">Method.</param>
/// <param name="Repository">Repository as in references.</param>
/// <param name="Path">Path behind the repository, with its query.</param>
internal sealed record RegistryRequest(HttpMethod Method, string Repository, string Path)
{
    /// <summary>An address that the registry gave, in place of the path.</summary>
    public Uri? Location { get; init; }

    /// <summary>What the request needs.</summary>
    public TokenScope Scope { get; init; } = new(TokenScope.Pull(Repository));

    /// <summary>Makes the body, anew for each time.</summary>
    public Func<CancellationToken, Task<HttpContent>>? OpenContent { get; init; }

    /// <summary>Adds headers.</summary>
    public Action<HttpRequestHeaders>? Prepare { get; init; }

    /// <summary>Code of an error that another attempt could do away with, though its status does not say so.</summary>
    public string? PassingCode { get; init; }

    /// <summary>What is asked for, for people: <c>the manifest 'latest'</c>.</summary>
    public required string What { get; init; }

    /// <summary>The same with the rights to write.</summary>
    public RegistryRequest ForPush() => this with { Scope = new TokenScope(TokenScope.Push(Repository)) };
}
