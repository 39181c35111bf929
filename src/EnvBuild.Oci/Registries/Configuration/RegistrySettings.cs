using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace EnvBuild.Oci.Registries.Configuration;

/// <summary>How one registry is reached.</summary>
internal sealed record RegistrySettings
{
    /// <summary>Whether certificates are not checked and plain http will do.</summary>
    public bool Insecure { get; init; }

    /// <summary>Where images are pulled from first: <c>host[:port][/prefix]</c>.</summary>
    public ImmutableArray<string> Mirrors { get; init; } = [];

    /// <summary>The certificates that alone are trusted; <see langword="null"/> for those of the system.</summary>
    public X509Certificate2Collection? Authorities { get; init; }
}
