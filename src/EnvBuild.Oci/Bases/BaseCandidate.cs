using System.Collections.Immutable;
using EnvBuild.Oci.Images;

namespace EnvBuild.Oci.Bases;

/// <summary>A base image that was found, before its layers are copied.</summary>
internal sealed record BaseCandidate(Digest Identity, ImageConfig Config, ImmutableArray<BaseLayer> Layers);
