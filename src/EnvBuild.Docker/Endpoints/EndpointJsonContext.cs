using System.Text.Json;
using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Endpoints;

[JsonSourceGenerationOptions(AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(DockerConfiguration))]
[JsonSerializable(typeof(DockerContext))]
internal sealed partial class EndpointJsonContext : JsonSerializerContext;
