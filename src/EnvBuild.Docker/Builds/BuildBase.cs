using EnvBuild.Oci.Bases;

namespace EnvBuild.Docker.Builds;

/// <summary>What steps are run on.</summary>
public sealed record BuildBase
{
    private BuildBase(BaseImage image, string? reference)
    {
        Image = image;
        Reference = reference;
    }

    /// <summary>The image, whose layers stay the blobs that they are.</summary>
    public BaseImage Image { get; }

    /// <summary>Reference into a registry; <see langword="null"/> if the engine gets the base from the store.</summary>
    public string? Reference { get; }

    /// <summary>A base that stands in the store with all its layers; without layers it is <c>scratch</c>.</summary>
    /// <param name="image">The image.</param>
    public static BuildBase InStore(BaseImage image) => new(image, null);

    /// <summary>A base that the engine pulls, unless it is named by its digest and there already.</summary>
    /// <param name="reference">Reference into a registry.</param>
    /// <param name="image">The image; its layers need not be in the store.</param>
    public static BuildBase InRegistry(string reference, BaseImage image) => new(image, reference);
}
