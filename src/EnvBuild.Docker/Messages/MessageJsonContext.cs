using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Messages;

[JsonSerializable(typeof(EngineMessage))]
internal sealed partial class MessageJsonContext : JsonSerializerContext;
