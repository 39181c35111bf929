using System.Text.Json;
using System.Text.Json.Serialization;
using EnvBuild.Oci.Registries.Configuration;

namespace EnvBuild.Oci.Registries.Json;

/// <summary>Files that people write: comments are fine, mistyped keys are not.</summary>
[JsonSourceGenerationOptions(
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RegistriesDocument))]
internal sealed partial class ConfigurationJsonContext : JsonSerializerContext;
