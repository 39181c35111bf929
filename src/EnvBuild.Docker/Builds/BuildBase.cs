using EnvBuild.Oci.Bases;

namespace EnvBuild.Docker.Builds;

/// <summary>What steps are run on.</summary>
public sealed record BuildBase
{
    private BuildBase(BaseImage? image, string? reference)
    {
        Image = image;
        Reference = reference;
    }

    /// <summary>Image of the store; <see langword="null"/> if the engine gets the base from a registry.</summary>
    public BaseImage? Image { get; }

    /// <summary>Reference into a registry; <see langword="null"/> if the base is in the store.</summary>
    public string? Reference { get; }

    /// <summary>A base that stands in the store; without layers it is <c>scratch</c>.</summary>
    /// <param name="image">The image.</param>
    public static BuildBase InStore(BaseImage image) => new(image, null);

    /// <summary>A base that the engine pulls, unless it is named by its digest and there already.</summary>
    /// <param name="reference">Reference into a registry.</param>
    public static BuildBase InRegistry(string reference) => new(null, reference);
}
