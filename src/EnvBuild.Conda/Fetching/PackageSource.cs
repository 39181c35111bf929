namespace EnvBuild.Conda.Fetching;

/// <summary>A package archive that is wanted, and what its content must be.</summary>
/// <param name="Url">
/// <c>http(s)</c> or <c>file</c> URL, or absolute path; may hold credentials, which are never told.
/// </param>
/// <param name="FileName">Name of the archive file, such as <c>numpy-1.26.4-py311h64a7726_0.conda</c>.</param>
/// <param name="Sha256">SHA-256 in hexadecimal digits; <see langword="null"/> if unknown.</param>
/// <param name="Md5">
/// MD5 in hexadecimal digits, looked at only without SHA-256; <see langword="null"/> if unknown.
/// </param>
/// <param name="Size">Size in bytes; <see langword="null"/> if unknown.</param>
public sealed record PackageSource(string Url, string FileName, string? Sha256, string? Md5, long? Size);
