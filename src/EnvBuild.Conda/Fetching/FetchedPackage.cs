namespace EnvBuild.Conda.Fetching;

/// <summary>A package archive whose content was checked.</summary>
/// <param name="Path">Absolute path of the file: in the cache, or in its channel where that is a folder.</param>
/// <param name="Sha256">SHA-256 in hexadecimal digits.</param>
/// <param name="Md5">MD5 in hexadecimal digits.</param>
/// <param name="Size">Size in bytes.</param>
public sealed record FetchedPackage(string Path, string Sha256, string Md5, long Size);
