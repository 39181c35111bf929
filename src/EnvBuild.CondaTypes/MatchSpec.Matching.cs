namespace EnvBuild.Conda;

public sealed partial record MatchSpec
{
    /// <summary>
    /// Whether a package is one of those that are asked for. <see cref="When"/> and <see cref="Extras"/> say nothing
    /// of the package itself.
    /// </summary>
    /// <param name="record">The package.</param>
    public bool Matches(PackageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return MatchesName(record.Name)
            && MatchesVersionAndBuild(record)
            && (Channel is null || MatchesChannel(record))
            && (Subdir is null || string.Equals(Subdir, record.Subdir, StringComparison.OrdinalIgnoreCase))
            && MatchesFile(record)
            && MatchesLicense(record)
            && (TrackFeatures.IsEmpty || TrackFeatures.ToHashSet().SetEquals(record.TrackFeatures))
            && Flags.All(wanted => record.Flags.Any(wanted.Matches));
    }

    /// <summary>Whether a name is asked for.</summary>
    /// <param name="name">The name in lower case.</param>
    public bool MatchesName(string name) =>
        NamePattern is null ? string.Equals(Name, name, StringComparison.Ordinal) : NamePattern.Matches(name);

    /// <summary>Whether version, build and build number are asked for.</summary>
    /// <param name="record">The package.</param>
    public bool MatchesVersionAndBuild(PackageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (Version is null || Version.Matches(record.Version))
            && (Build is null || Build.Matches(record.Build))
            && (BuildNumber is null || BuildNumber.Matches(record.BuildNumber));
    }

    private bool MatchesChannel(PackageRecord record)
    {
        if (Channel!.Contains('*', StringComparison.Ordinal))
        {
            return StringPattern.TryParse(Channel, out var pattern, out _)
                && (pattern.Matches(record.ChannelName) || pattern.Matches(record.Url));
        }

        if (string.Equals(Channel, record.ChannelName, StringComparison.OrdinalIgnoreCase)
            || record.Url.StartsWith(Channel + "/", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return Channel == "defaults"
            ? record.ChannelName is "pkgs/main" or "pkgs/r" or "pkgs/msys2"
            : Conda.Channel.TryParse(record.ChannelName, null, out var channel, out _)
                && string.Equals(Channel, channel.Name, StringComparison.OrdinalIgnoreCase);
    }

    private bool MatchesFile(PackageRecord record) =>
        (Url is null || string.Equals(Url, record.Url, StringComparison.Ordinal))
        && (FileName is null || FileName.Matches(record.FileName))
        && (Md5 is null || string.Equals(Md5, record.Md5, StringComparison.OrdinalIgnoreCase))
        && (Sha256 is null || string.Equals(Sha256, record.Sha256, StringComparison.OrdinalIgnoreCase));

    private bool MatchesLicense(PackageRecord record) =>
        (License is null || License.Matches(record.License))
        && (LicenseFamily is null || LicenseFamily.Matches(record.LicenseFamily ?? record.License));
}
