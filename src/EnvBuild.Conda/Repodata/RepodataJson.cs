using System.Text.Json.Serialization;

namespace EnvBuild.Conda.Repodata;

/// <summary>Generated readers and writers.</summary>
[JsonSerializable(typeof(RepodataState))]
internal sealed partial class RepodataJson : JsonSerializerContext;
