using System.Text.Json.Serialization;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries.Json;

[JsonSerializable(typeof(CredentialDocument))]
[JsonSerializable(typeof(HelperAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class AccessJsonContext : JsonSerializerContext;
