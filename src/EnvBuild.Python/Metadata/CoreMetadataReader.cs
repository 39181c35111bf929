using System.Globalization;

namespace EnvBuild.Python.Metadata;

/// <summary>Reads the fields of core metadata (PEP 241, 314, 345, 566, 643, 685).</summary>
internal static class CoreMetadataReader
{
    private const int SupportedMajor = 2;

    public static CoreMetadata Read(ReadOnlySpan<byte> content)
    {
        var headers = MetadataHeaders.Read(content);
        CheckMetadataVersion(headers.First("Metadata-Version"));
        return new CoreMetadata(ReadName(headers), ReadVersion(headers))
        {
            RequiresDist = [.. headers.All("Requires-Dist").Select(ReadRequirement)],
            RequiresPython = VersionSpecifiers.TryParse(headers.First("Requires-Python") ?? "", out var specifiers)
                ? specifiers
                : VersionSpecifiers.Any,
            ProvidesExtra =
            [
                .. headers.All("Provides-Extra").Select(PackageName.Normalize).Distinct(StringComparer.Ordinal),
            ],
            Dynamic = [.. headers.All("Dynamic").Select(field => field.ToLowerInvariant())],
        };
    }

    /// <summary>A later major version must be refused (PEP 566); files without version are old and read.</summary>
    private static void CheckMetadataVersion(string? version)
    {
        if (version is not null &&
            (!int.TryParse(version.Split('.')[0], NumberStyles.None, null, out var major) || major > SupportedMajor))
        {
            throw new CoreMetadataException("Metadata-Version", version, $"is not {SupportedMajor}.x or earlier");
        }
    }

    private static string ReadName(MetadataHeaders headers)
    {
        var name = Required(headers, "Name");
        return PackageName.IsValid(name)
            ? name
            : throw new CoreMetadataException("Name", name, "is no name of a project");
    }

    private static PythonVersion ReadVersion(MetadataHeaders headers)
    {
        var text = Required(headers, "Version");
        return PythonVersion.TryParse(text, out var version)
            ? version
            : throw new CoreMetadataException("Version", text, "is no version");
    }

    private static Requirement ReadRequirement(string text) =>
        Requirement.TryParse(text, out var requirement, out var error)
            ? requirement
            : throw new CoreMetadataException(
                "Requires-Dist", text, $"is no requirement: {error.Message}, at character {error.Position + 1}");

    private static string Required(MetadataHeaders headers, string field) =>
        headers.First(field) ?? throw new CoreMetadataException(field, null, "is missing");
}
