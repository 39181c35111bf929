using EnvBuild.Definitions;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building;

/// <summary>The base of a definition that names none.</summary>
public static class BaseChoice
{
    /// <summary>
    /// The environment over a base from outside, such as a project's property, unless it names one itself.
    /// </summary>
    /// <param name="environment">The environment.</param>
    /// <param name="baseImage">A base, as behind <c>image:</c>; <see langword="null"/> for none.</param>
    /// <param name="folder">Absolute folder at which a relative path starts.</param>
    public static Environment WithDefaultBase(this Environment environment, string? baseImage, string folder)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var namesBase = environment.Base.Location is not null || environment.Build is not null;
        return namesBase || string.IsNullOrEmpty(baseImage) ? environment : environment.WithBase(baseImage, folder);
    }
}
