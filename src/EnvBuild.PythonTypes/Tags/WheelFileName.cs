using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EnvBuild.Python.Tags;

/// <summary>What the file name of a wheel says (PEP 427, file name convention).</summary>
/// <param name="Name">Normalised name of the project.</param>
/// <param name="Version">Version.</param>
/// <param name="Build">Build tag, if it has one.</param>
/// <param name="Tags">What it runs on.</param>
public sealed partial record WheelFileName(
    string Name, PythonVersion Version, BuildTag? Build, ImmutableArray<WheelTag> Tags)
{
    /// <summary>Ending of every wheel.</summary>
    public const string Extension = ".whl";

    /// <summary>Reads a file name.</summary>
    /// <param name="fileName">File name without folder.</param>
    /// <param name="wheel">What it says.</param>
    /// <returns>Whether it is the file name of a wheel.</returns>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out WheelFileName? wheel)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        wheel = null;
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = fileName[..^Extension.Length].Split('-');
        if (parts.Length is not (5 or 6)
            || !NameRegex().IsMatch(parts[0])
            || parts[0].Contains("__", StringComparison.Ordinal)
            || !PythonVersion.TryParse(parts[1], out var version)
            || !WheelTag.TryParseSet(string.Join('-', parts[^3..]), out var tags))
        {
            return false;
        }

        BuildTag? build = null;
        if (parts.Length == 6 && !BuildTag.TryParse(parts[2], out build))
        {
            return false;
        }

        wheel = new WheelFileName(PackageName.Normalize(parts[0]), version, build, tags);
        return true;
    }

    [GeneratedRegex(@"^[\w.]+\z")]
    private static partial Regex NameRegex();
}
