using System.Collections.Immutable;
using EnvBuild.Docker.Images;
using EnvBuild.Oci;

namespace EnvBuild.Docker.Builds;

/// <summary>What is around a build, whether of steps or of a Dockerfile.</summary>
public sealed record BuildRequest
{
    /// <summary>What the image has to run on.</summary>
    public Platform Platform { get; init; } = Platform.LinuxAmd64;

    /// <summary>Files that <c>COPY</c> and <c>ADD</c> find, with ignored ones left out.</summary>
    public ImmutableArray<BuildFile> Files { get; init; } = [];

    /// <summary>Values of <c>ARG</c>.</summary>
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Secrets, which need BuildKit.</summary>
    public ImmutableArray<BuildSecret> Secrets { get; init; } = [];

    /// <summary>Whether steps may use the network.</summary>
    public bool HasNetwork { get; init; } = true;

    /// <summary>For registries from which the engine pulls.</summary>
    public ImmutableArray<RegistryCredential> Credentials { get; init; } = [];
}
