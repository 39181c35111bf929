using EnvBuild.Definitions;

namespace EnvBuild.Workspaces;

/// <summary>
/// Names of environments in the grammar of image repositories and tags (OCI distribution-spec, Pulling manifests).
/// </summary>
public static class EnvironmentName
{
    /// <summary>The repository name nearest to a text: lower case, other characters become one hyphen.</summary>
    /// <param name="text">Name from a definition, or the name of a folder.</param>
    public static string ForRepository(string text) => ImageName.ForRepository(text);

    /// <summary>The tag nearest to a text: other characters become one hyphen, at most 128 characters.</summary>
    /// <param name="text">Version from a definition.</param>
    public static string ForTag(string text) => ImageName.ForTag(text);

    /// <summary>The tag that says a fingerprint: <c>env-</c> and its first 12 digits.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    public static string FingerprintTag(string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        return $"env-{fingerprint[..12]}";
    }
}
