namespace EnvBuild.Docker.Endpoints;

/// <summary>Where an engine listens.</summary>
/// <param name="Address"><c>unix:///path</c>, <c>npipe:////./pipe/name</c> or <c>tcp://host:port</c>.</param>
/// <param name="Tls">Certificates; <see langword="null"/> for a connection in the clear.</param>
/// <param name="Origin">What named it, for people: <c>DOCKER_HOST</c>, <c>the docker context 'remote'</c>.</param>
public sealed record EngineEndpoint(Uri Address, EngineTls? Tls, string Origin)
{
    /// <summary>The address as the docker command writes it.</summary>
    public override string ToString() => Address.OriginalString;
}
