namespace EnvBuild.Docker.Tests.Engines;

public enum EngineKind
{
    Docker,
    Podman,
}
