namespace EnvBuild.Building.Health;

/// <summary>Whether there is room for new images.</summary>
internal static class SpaceCheck
{
    public static HealthFinding Run(HealthTopic topic, FolderProbe probe, HealthRequest request) =>
        probe.GetFreeSpace() switch
        {
            null => topic.Skipped(
                "space", $"the file system of '{probe.Nearest}' does not tell its free space", "Look yourself."),
            { } free when free < request.LeastFreeSpace => topic.Warning(
                "space",
                $"{FolderSize.Format(free)} are free at '{probe.Nearest}'; images of several gigabytes are usual",
                $"Free at least {FolderSize.Format(request.LeastFreeSpace)}, or choose a folder on another disk."),
            { } free => topic.Ok("space", $"{FolderSize.Format(free)} are free"),
        };
}
