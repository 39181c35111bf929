using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Connections;

[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class ConnectionJsonContext : JsonSerializerContext;
