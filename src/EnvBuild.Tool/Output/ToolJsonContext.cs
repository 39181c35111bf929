using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EnvBuild.Workspaces;

namespace EnvBuild.Tool.Output;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BuildJson))]
[JsonSerializable(typeof(DoctorJson))]
[JsonSerializable(typeof(EnvironmentJson))]
[JsonSerializable(typeof(ExportJson))]
[JsonSerializable(typeof(FailureJson))]
[JsonSerializable(typeof(HashJson[]))]
[JsonSerializable(typeof(ImageJson))]
[JsonSerializable(typeof(ImmutableArray<EnvironmentVersion>))]
[JsonSerializable(typeof(LockJson))]
[JsonSerializable(typeof(LoginJson[]))]
[JsonSerializable(typeof(PullJson))]
[JsonSerializable(typeof(LoadJson))]
[JsonSerializable(typeof(PushJson))]
[JsonSerializable(typeof(SolveJson))]
internal sealed partial class ToolJsonContext : JsonSerializerContext;
