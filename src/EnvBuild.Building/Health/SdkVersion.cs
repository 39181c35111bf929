namespace EnvBuild.Building.Health;

/// <summary>A version of <c>EnvBuild.Sdk</c> that a file asks for.</summary>
/// <param name="Version">The version, as written, without build metadata.</param>
/// <param name="Path">Absolute path of the file.</param>
internal sealed record SdkVersion(string Version, string Path);
