using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Tasks.Images;

/// <summary>Two environments of a project must not take each other's reference.</summary>
internal static class SameImage
{
    /// <exception cref="EnvBuildException">Two different images have one reference.</exception>
    public static void Check(ImmutableArray<ImageRecord> images, string projectFile)
    {
        foreach (var group in images.GroupBy(image => (image.Image, image.Platform)))
        {
            var first = group.First();
            if (group.FirstOrDefault(image => image.Digest != first.Digest) is { } other)
            {
                throw DiagnosticCatalog.SameImageTwice.Exception(
                    new SourceLocation(projectFile),
                    first.Definition, other.Definition, first.Image, first.Platform);
            }
        }
    }
}
