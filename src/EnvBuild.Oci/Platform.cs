using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace EnvBuild.Oci;

/// <summary>What an image runs on, in the words of Go (OCI image-spec, image-index.md, <c>platform</c>).</summary>
public sealed record Platform
{
    /// <summary><c>linux/amd64</c>.</summary>
    public static Platform LinuxAmd64 { get; } = new() { Architecture = "amd64", Os = "linux" };

    /// <summary>Processor: <c>amd64</c>, <c>arm64</c>, …</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>Operating system: <c>linux</c>, …</summary>
    [JsonPropertyName("os")]
    public required string Os { get; init; }

    /// <summary>Version of the operating system, for Windows.</summary>
    [JsonPropertyName("os.version")]
    public string? OsVersion { get; init; }

    /// <summary>Variant of the processor: <c>v7</c>, <c>v8</c>.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }

    /// <summary>Reads <c>os/architecture[/variant]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="platform">The platform.</param>
    /// <returns>Whether the text names a platform.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Platform? platform)
    {
        var parts = (text ?? "").Split('/');
        var valid = parts.Length is 2 or 3 && Array.TrueForAll(parts, part => part.Length > 0);
        platform = valid
            ? new Platform { Os = parts[0], Architecture = parts[1], Variant = parts.Length > 2 ? parts[2] : null }
            : null;
        return valid;
    }

    /// <summary>
    /// Whether an image for this platform runs where <paramref name="wanted"/> is asked for. A missing variant on
    /// either side says nothing, and <c>arm64/v8</c> is <c>arm64</c>.
    /// </summary>
    /// <param name="wanted">What is asked for.</param>
    public bool Serves(Platform wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return string.Equals(Os, wanted.Os, StringComparison.Ordinal)
            && string.Equals(Architecture, wanted.Architecture, StringComparison.Ordinal)
            && (Variant is null || wanted.Variant is null
                || string.Equals(Variant, wanted.Variant, StringComparison.Ordinal));
    }

    /// <summary><c>os/architecture[/variant]</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
