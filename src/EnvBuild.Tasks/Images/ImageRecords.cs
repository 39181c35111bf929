using System.Collections.Immutable;

namespace EnvBuild.Tasks.Images;

/// <summary>The images of a project and the store that holds them.</summary>
/// <param name="Store">Absolute path of the store.</param>
/// <param name="Images">In the order of the project, then of the platforms.</param>
internal sealed record ImageRecords(string Store, ImmutableArray<ImageRecord> Images)
{
    public bool AllExist() => Images.All(image => StoreProbe.IsComplete(Store, image.Digest));
}
