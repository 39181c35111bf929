using System.Text.RegularExpressions;

namespace EnvBuild.Conda.Configuration;

/// <summary>
/// Puts the values of environment variables into a text: <c>$NAME</c>, <c>${NAME}</c>, on Windows <c>%NAME%</c> too.
/// What is not set stays as it is, as with Python's <c>expandvars</c>, which conda uses.
/// </summary>
internal static partial class VariableExpansion
{
    public static string Expand(string text, CondaHost host)
    {
        var expanded = UnixRegex().Replace(text, match => Value(match, host));
        return host.System == CondaSystem.Windows
            ? WindowsRegex().Replace(expanded, match => Value(match, host))
            : expanded;
    }

    private static string Value(Match match, CondaHost host) =>
        host.GetVariable(match.Groups["name"].Value) ?? match.Value;

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}|\$(?<name>\w+)")]
    private static partial Regex UnixRegex();

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex WindowsRegex();
}
