using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Images;

/// <summary>A layer of ours on top of a base image.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="CreatedBy">What it holds, for the history: the packages with their versions.</param>
public sealed record AddedLayer(Layer Layer, string CreatedBy);
