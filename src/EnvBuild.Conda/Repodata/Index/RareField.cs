namespace EnvBuild.Conda.Repodata.Index;

/// <summary>Places in the list of fields that few records have.</summary>
internal static class RareField
{
    public const int TrackFeatures = 0;
    public const int Features = 1;
    public const int Flags = 2;
    public const int SitePackages = 3;

    /// <summary>A list of pairs: name of the group, list of its match specs.</summary>
    public const int ExtraDepends = 4;
    public const int Count = 5;
}
