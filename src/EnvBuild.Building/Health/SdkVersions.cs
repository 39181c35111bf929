using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace EnvBuild.Building.Health;

/// <summary>
/// Finds the versions of <c>EnvBuild.Sdk</c> that a folder's projects name: in the projects themselves, and in the nearest
/// <c>global.json</c> and <c>Directory.Packages.props</c> above them. MSBuild is not asked, so versions that are
/// computed are not seen.
/// </summary>
internal static class SdkVersions
{
    private const string Package = "EnvBuild.Sdk";
    private static readonly string[] ProjectPatterns = ["*.csproj", "*.fsproj", "*.vbproj", "*.proj"];

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static async Task<ImmutableArray<SdkVersion>> FindAsync(string folder, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<SdkVersion>();
        foreach (var path in Files(folder))
        {
            try
            {
                var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
                var versions = path.EndsWith(".json", StringComparison.Ordinal) ? OfJson(text) : OfXml(text);
                found.AddRange(versions
                    .OfType<string>()
                    .Where(version => version.Length > 0 && !version.Contains('$', StringComparison.Ordinal))
                    .Select(version => new SdkVersion(version.Split('+')[0].Trim(), path)));
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or JsonException or XmlException)
            {
                // The build says what is wrong with it; here it only names no version.
            }
        }

        return [.. found.Distinct()];
    }

    private static IEnumerable<string> Files(string folder)
    {
        IEnumerable<string?> files =
        [
            Nearest(folder, "global.json"),
            Nearest(folder, "Directory.Packages.props"),
            .. ProjectPatterns
                .Where(_ => Directory.Exists(folder))
                .SelectMany(pattern => Directory.EnumerateFiles(folder, pattern))
                .Order(StringComparer.Ordinal),
        ];
        return files.OfType<string>();
    }

    private static string? Nearest(string folder, string name)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Path.Combine(current, name) is var path && File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static IEnumerable<string?> OfJson(string text)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("msbuild-sdks", out var sdks)
            && sdks.ValueKind == JsonValueKind.Object
            && sdks.TryGetProperty(Package, out var version)
            && version.ValueKind == JsonValueKind.String
                ? [version.GetString()]
                : [];
    }

    // <Sdk Name="EnvBuild.Sdk" Version="1.0">, <Project Sdk="EnvBuild.Sdk/1.0;Other">, <PackageReference Include=…
    // Version=…> and <PackageVersion Include=… Version=…>.
    private static IEnumerable<string?> OfXml(string text) =>
        XDocument.Parse(text).Descendants().SelectMany(element => element.Name.LocalName switch
        {
            "Sdk" when IsPackage(element.Attribute("Name")) => [element.Attribute("Version")?.Value],
            "Project" or "Import" => OfSdks(element.Attribute("Sdk")?.Value)
                .Append(IsPackage(element.Attribute("Sdk")) ? element.Attribute("Version")?.Value : null),
            "PackageReference" or "PackageVersion" or "GlobalPackageReference"
                when IsPackage(element.Attribute("Include")) || IsPackage(element.Attribute("Update")) =>
                [
                    element.Attribute("Version")?.Value ?? element.Attribute("VersionOverride")?.Value
                        ?? element.Elements().FirstOrDefault(child => child.Name.LocalName == "Version")?.Value,
                ],
            _ => (IEnumerable<string?>)[],
        });

    private static IEnumerable<string?> OfSdks(string? list) => (list ?? "")
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(sdk => sdk.StartsWith(Package + "/", StringComparison.OrdinalIgnoreCase))
        .Select(sdk => sdk[(Package.Length + 1)..]);

    private static bool IsPackage(XAttribute? attribute) =>
        string.Equals(attribute?.Value.Trim(), Package, StringComparison.OrdinalIgnoreCase);
}
