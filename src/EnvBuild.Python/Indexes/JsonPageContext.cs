using System.Text.Json.Serialization;

namespace EnvBuild.Python.Indexes;

/// <summary>Generated readers of index pages.</summary>
[JsonSerializable(typeof(JsonPageContent))]
internal sealed partial class JsonPageContext : JsonSerializerContext;
