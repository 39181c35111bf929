using System.Text.Json.Serialization;

namespace EnvBuild.Building.Layers;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WrittenGroup))]
internal sealed partial class LayerJsonContext : JsonSerializerContext;
