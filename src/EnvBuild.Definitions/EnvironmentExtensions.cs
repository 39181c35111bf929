using EnvBuild.Definitions.Bases;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>Changes that come from outside the definition.</summary>
public static class EnvironmentExtensions
{
    /// <summary>The same environment over another base.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="text">A base, as behind <c>image:</c>.</param>
    /// <param name="folder">Absolute folder at which a relative path starts, such as the project's.</param>
    /// <exception cref="EnvBuildException">The text is no base.</exception>
    public static Environment WithBase(this Environment environment, string text, string folder)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(text);
        return BaseReferenceParser.TryParse(text, folder, null, out var reference, out var reason)
            ? environment with { Base = reference, Build = null }
            : throw DiagnosticCatalog.ImageInvalid.Exception(null, text, reason);
    }
}
