using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Images;

/// <summary>The <c>EnvironmentImage</c> items and the lines that tell of them.</summary>
internal static class ImageItems
{
    public static ITaskItem[] From(ImmutableArray<ImageRecord> images, bool reused) =>
        [.. images.Select(image => ItemOf(image, reused || image.Reused))];

    /// <summary>
    /// <c>environment 'iris' (linux-64): reused image iris:1 sha256:0123456789ab… — fingerprint unchanged</c>.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="verb"><c>reused</c> or <c>built</c>.</param>
    /// <param name="duration"><c> in 3.2 s</c>, or nothing.</param>
    /// <param name="reason">Why.</param>
    public static string Line(ImageRecord image, string verb, string duration, string reason) =>
        $"environment '{image.Name}' ({image.Platform}): {verb} image {image.Image} {Short(image.Digest)}{duration}" +
        $" — {OneLine(reason)}";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Short(string digest) => digest.Length > 19 ? $"{digest.AsSpan(0, 19)}…" : digest;

    private static TaskItem ItemOf(ImageRecord image, bool reused)
    {
        var item = new TaskItem(image.Image);
        item.SetMetadata("Fingerprint", image.Fingerprint);
        item.SetMetadata("Lock", image.Lock);
        item.SetMetadata("Image", image.Image);
        item.SetMetadata("Digest", image.Digest);
        item.SetMetadata("Platform", image.Platform);
        item.SetMetadata("Reused", reused ? "true" : "false");
        item.SetMetadata("Name", image.Name);
        item.SetMetadata("Version", image.Version);
        item.SetMetadata("Definition", image.Definition);
        return item;
    }
}
