namespace EnvBuild.Conda.Linking;

/// <summary>
/// Where a package comes from, as recorded in <c>conda-meta</c>. The texts become part of the image: the caller gives
/// them without credentials, and equal for equal packages.
/// </summary>
/// <param name="Url">Address of the archive.</param>
/// <param name="Channel">Address or name of the channel, without subdir.</param>
/// <param name="FileName">Name of the archive file.</param>
/// <param name="Sha256">SHA-256 of the archive, in hexadecimal digits.</param>
/// <param name="Md5">MD5 of the archive, in hexadecimal digits.</param>
/// <param name="Size">Size of the archive in bytes.</param>
public sealed record PackageOrigin(string Url, string Channel, string FileName, string Sha256, string Md5, long Size);
