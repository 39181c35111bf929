using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>One page of the tags of a repository.</summary>
/// <param name="Tags">The tags; some registries write <c>null</c> for none.</param>
internal sealed record TagList([property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags);
