using EnvBuild.Tasks.Images;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// Tells of the images that the last build made. Reads one file and never fails: for design-time builds and for
/// projects that only want to know.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ReadEnvironmentImages : Microsoft.Build.Utilities.Task
{
    /// <summary>Absolute path of <c>environment.images.json</c>.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary>The images; none if there was no build, or if something changed since.</summary>
    [Output]
    public ITaskItem[] Images { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        Images = ImageRecordsJson.Read(ImagesFile) is { } records ? ImageItems.From(records.Images, reused: true) : [];
        return true;
    }
}
