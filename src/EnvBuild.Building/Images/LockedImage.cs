using System.Collections.Immutable;
using EnvBuild.Building.Layers;
using EnvBuild.Conda.Linking;

namespace EnvBuild.Building.Images;

/// <summary>What a lock says of one platform.</summary>
/// <param name="Packages">Conda packages in the order of their installation, then wheels by name.</param>
/// <param name="BaseDigest">Identity of the base image; <see langword="null"/> for scratch.</param>
/// <param name="Python">Layout of the environment's python; <see langword="null"/> if it has none.</param>
internal sealed record LockedImage(ImmutableArray<IPackageToLink> Packages, string? BaseDigest, PythonLayout? Python)
{
    public bool HasPython => Python is not null;
}
