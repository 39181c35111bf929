using System.Text.Json.Serialization;

namespace EnvBuild.Workspaces;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EnvironmentVersion))]
internal sealed partial class WorkspaceJsonContext : JsonSerializerContext;
