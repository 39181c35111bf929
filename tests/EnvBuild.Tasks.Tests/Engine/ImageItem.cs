using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Tests.Engine;

/// <summary><c>EnvironmentImage</c> items.</summary>
internal static class ImageItem
{
    /// <summary>An image of the definition <c>/project/NAME.yml</c>.</summary>
    public static TaskItem Of(string name, string platform = "linux-64", string? digest = null, string? pushed = null)
    {
        var item = new TaskItem($"{name}:1");
        item.SetMetadata("Image", $"{name}:1");
        item.SetMetadata("Name", name);
        item.SetMetadata("Definition", $"/project/{name}.yml");
        item.SetMetadata("Platform", platform);
        item.SetMetadata("Digest", digest ?? $"sha256:{name}-{platform}");
        item.SetMetadata("Fingerprint", new string('a', 64));
        if (pushed is not null)
        {
            item.SetMetadata("RegistryDigestReference", pushed);
        }

        return item;
    }
}
