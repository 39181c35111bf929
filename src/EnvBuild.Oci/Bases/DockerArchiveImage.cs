using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Bases;

/// <summary>One element of <c>manifest.json</c> in the archives of <c>docker save</c>.</summary>
internal sealed record DockerArchiveImage
{
    /// <summary>Path of the config in the archive.</summary>
    [JsonPropertyName("Config")]
    public string Config { get; init => field = value ?? ""; } = "";

    /// <summary>Names, <c>repository:tag</c>.</summary>
    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string> RepoTags { get; init => field = value ?? []; } = [];

    /// <summary>Paths of the layers in the archive, lowest first.</summary>
    [JsonPropertyName("Layers")]
    public IReadOnlyList<string> Layers { get; init => field = value ?? []; } = [];
}
