using System.Collections.Immutable;
using EnvBuild.Building.Scripts;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;

namespace EnvBuild.Building.Layers;

/// <summary>The layers of an environment.</summary>
/// <param name="Layers">Lowest first.</param>
/// <param name="Written">How many package layers had to be written.</param>
/// <param name="Diagnostics">Warnings of linking.</param>
/// <param name="Scripts">Scripts of the packages, in the order of installation.</param>
internal sealed record LayerOutcome(
    ImmutableArray<AddedLayer> Layers,
    int Written,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<PostLinkScript> Scripts);
