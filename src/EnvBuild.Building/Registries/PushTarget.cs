using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;

namespace EnvBuild.Building.Registries;

/// <summary>Where images of an environment go in a registry.</summary>
public static class PushTarget
{
    /// <summary>Environment variable with the default place: a host, or a host and a namespace.</summary>
    public const string Variable = "ENVBUILD_REGISTRY";

    /// <summary>A repository below a host or namespace, with the tag that the image has in the store.</summary>
    /// <param name="registry">Host, or host and namespace.</param>
    /// <param name="repository">Repository below it; empty for the name that the image has in the store.</param>
    /// <param name="image">Reference in the store, <c>name:tag</c>.</param>
    /// <exception cref="EnvBuildException">ENV5100: together they name nothing in a registry.</exception>
    public static RegistryReference Below(string registry, string repository, string image)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(image);
        var colon = image.LastIndexOf(':');
        var path = repository.Length > 0 ? repository : image[..colon];
        return RegistryReference.Parse($"{registry.TrimEnd('/')}/{path}{image[colon..]}");
    }

    /// <summary>A target as it is written; without a tag, it gets the one that the image has in the store.</summary>
    /// <param name="target"><c>host/repository[:tag]</c>.</param>
    /// <param name="image">Reference in the store, <c>name:tag</c>.</param>
    /// <exception cref="EnvBuildException">ENV5100: it names nothing in a registry.</exception>
    public static RegistryReference At(string target, string image)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(image);
        var hasTag = target[(target.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal);
        return RegistryReference.Parse(hasTag ? target : target + image[image.LastIndexOf(':')..]);
    }
}
