using System.Collections.Immutable;
using EnvBuild.Oci.Images;

namespace EnvBuild.Oci.Registries;

/// <summary>A manifest or index as a registry has it; its bytes match its digest.</summary>
/// <param name="Descriptor">Type, digest and size.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Document">What the bytes say.</param>
public sealed record RemoteManifest(Descriptor Descriptor, ImmutableArray<byte> Content, ManifestDocument Document);
