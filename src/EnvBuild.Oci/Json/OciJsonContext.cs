using System.Text.Json.Serialization;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Json;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StringMapJsonConverter)])]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(Layer))]
[JsonSerializable(typeof(LayoutMarker))]
[JsonSerializable(typeof(StoredReference))]
[JsonSerializable(typeof(List<DockerArchiveImage>))]
[JsonSerializable(typeof(List<BlobOrigin>))]
internal sealed partial class OciJsonContext : JsonSerializerContext;
