using EnvBuild.Conda;

namespace EnvBuild.Tool.Output;

/// <summary>A package of a solution. Size in bytes; hashes in hexadecimal digits.</summary>
internal sealed record SolvedPackageJson(
    string Name,
    string Version,
    string Build,
    long BuildNumber,
    string Subdir,
    string Channel,
    string Url,
    string? Sha256,
    string? Md5,
    long? Size)
{
    public static SolvedPackageJson From(PackageRecord record) => new(
        record.Name,
        record.Version.Text,
        record.Build,
        record.BuildNumber,
        record.Subdir,
        record.ChannelName,
        record.Url,
        record.Sha256,
        record.Md5,
        record.Size);
}
