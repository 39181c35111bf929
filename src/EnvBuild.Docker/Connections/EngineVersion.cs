namespace EnvBuild.Docker.Connections;

/// <summary>What an engine says about itself.</summary>
/// <param name="Name"><c>Docker</c> or <c>Podman</c>.</param>
/// <param name="Version">Its version, as it writes it.</param>
/// <param name="Api">Version of the API in which it is spoken to.</param>
/// <param name="Platform">What its containers run on.</param>
public sealed record EngineVersion(string Name, string Version, Version Api, Oci.Platform Platform)
{
    /// <summary>Whether it is Podman, which differs in details.</summary>
    public bool IsPodman => Name == "Podman";

    /// <summary>Whether it reads layers in zstd; Docker does since version 23.</summary>
    internal bool ReadsZstd =>
        IsPodman || (System.Version.TryParse(Version.Split('-', '+', '~')[0], out var version) && version.Major >= 23);

    /// <summary><c>Docker 28.5.2</c>.</summary>
    public override string ToString() => $"{Name} {Version}";
}
