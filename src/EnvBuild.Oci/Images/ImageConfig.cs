using System.Text.Json.Serialization;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Images;

/// <summary>What an image runs and of which layers it is made (OCI image-spec, config.md).</summary>
public sealed record ImageConfig
{
    /// <summary>The only time that is ever written: an image is a function of its lock, not of the clock.</summary>
    public const string Epoch = "1970-01-01T00:00:00Z";

    /// <summary>Time of making, RFC 3339.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>Who made it.</summary>
    [JsonPropertyName("author")]
    public string? Author { get; init; }

    /// <summary>Processor, in the words of Go.</summary>
    [JsonPropertyName("architecture")]
    public string Architecture { get; init => field = value ?? ""; } = "";

    /// <summary>Variant of the processor.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>Operating system, in the words of Go.</summary>
    [JsonPropertyName("os")]
    public string Os { get; init => field = value ?? ""; } = "";

    /// <summary>Version of the operating system, for Windows.</summary>
    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    /// <summary>What a container starts with.</summary>
    [JsonPropertyName("config")]
    public ContainerConfig? Config { get; init; }

    /// <summary>The layers' digests before compression.</summary>
    [JsonPropertyName("rootfs")]
    public RootFilesystem Rootfs { get; init => field = value ?? new(); } = new();

    /// <summary>Where the layers come from, lowest first.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<HistoryEntry> History { get; init => field = value ?? []; } = [];

    /// <summary>Platform of the image.</summary>
    [JsonIgnore]
    public Platform Platform =>
        new() { Os = Os, Architecture = Architecture, Variant = Variant, OsVersion = OsVersion };

    /// <summary>The bytes; equal configs have equal bytes.</summary>
    public byte[] ToJson() => OciJson.Serialize(this, OciJson.Frozen.ImageConfig);
}
