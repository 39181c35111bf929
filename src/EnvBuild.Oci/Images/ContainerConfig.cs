using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Images;

/// <summary>What a container starts with (OCI image-spec, config.md, <c>config</c>).</summary>
public sealed record ContainerConfig
{
    /// <summary>User, or user and group.</summary>
    public string? User { get; init; }

    /// <summary>Environment variables, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>Command that always runs.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Arguments of the entry point, or the command if there is none.</summary>
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>Absolute path of the folder in which it starts.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Labels.</summary>
    public ImmutableSortedDictionary<string, string>? Labels { get; init; }

    /// <summary>Signal that ends it.</summary>
    public string? StopSignal { get; init; }

    /// <summary>All other keys of a base image, kept as they are.</summary>
    [JsonExtensionData]
#pragma warning disable CA2227 // The serializer cannot bind extension data through an init-only property.
    public Dictionary<string, JsonElement>? Others { get; set; }
#pragma warning restore CA2227
}
