using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Exporting;

/// <summary>An image to export.</summary>
/// <param name="Target">Manifest or index.</param>
/// <param name="Names">Names that it gets where it is loaded, <c>repository:tag</c>; may be empty.</param>
public sealed record ExportedImage(Descriptor Target, ImmutableArray<string> Names)
{
    /// <summary>Blobs that the reader has already, which the archive therefore names but does not hold.</summary>
    public ImmutableHashSet<Digest> LeftOut { get; init; } = [];

    /// <summary>The name with its tag, as engines give it: <c>quickstart</c> is <c>quickstart:latest</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="EnvBuildException">ENV5004: engines would refuse it.</exception>
    public static string TaggedName(string name) => ImageName.WithTag(name);
}
