using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Storage;

/// <summary>Content of the file <c>oci-layout</c> (OCI image-spec, image-layout.md).</summary>
internal sealed record LayoutMarker([property: JsonPropertyName("imageLayoutVersion")] string ImageLayoutVersion)
{
    public const string FileName = "oci-layout";
    public const string Version = "1.0.0";
}
