using System.Collections.Immutable;

namespace EnvBuild.Oci.Exporting;

/// <summary>An image to export.</summary>
/// <param name="Target">Manifest or index.</param>
/// <param name="Names">Names that it gets where it is loaded, <c>repository:tag</c>; may be empty.</param>
public sealed record ExportedImage(Descriptor Target, ImmutableArray<string> Names);
