using System.Text.Json.Serialization;

namespace EnvBuild.Building.Layers;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WrittenGroup))]
[JsonSerializable(typeof(string))]
internal sealed partial class LayerJsonContext : JsonSerializerContext;
