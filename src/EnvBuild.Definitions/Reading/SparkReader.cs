using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads <c>spark</c>.</summary>
internal static class SparkReader
{
    public static SparkSection? Read(MappingReader keys, string precache, DiagnosticSink sink)
    {
        if (keys.Mapping("spark") is not { } mapping)
        {
            return null;
        }

        var spark = new MappingReader(mapping, "'spark'", sink);
        var packages = spark.List("packages")?.Items.Select(item => Package(item, sink)).OfType<SparkPackage>() ?? [];
        var section = new SparkSection(
            [.. packages],
            [.. spark.Scalars("repositories").Select(scalar => scalar.Value.Trim())],
            spark.Boolean(precache, otherwise: true),
            sink.At(keys.Key("spark")!.Span));
        spark.Finish();
        return section;
    }

    private static SparkPackage? Package(YamlNode item, DiagnosticSink sink) => item switch
    {
        YamlScalar scalar => FromCoordinates(scalar, sink),
        YamlMapping mapping => FromMapping(mapping, sink),
        _ => Invalid(item, sink),
    };

    private static SparkPackage? FromCoordinates(YamlScalar scalar, DiagnosticSink sink) =>
        scalar.Value.Split(':') is [var group, var artifact, var version]
            ? Create(group, artifact, version, scalar, sink)
            : Invalid(scalar, sink);

    private static SparkPackage? FromMapping(YamlMapping mapping, DiagnosticSink sink)
    {
        var keys = new MappingReader(mapping, "a Spark package", sink);
        var package = Create(keys.Text("group"), keys.Text("artifact"), keys.Text("version"), mapping, sink);
        keys.Finish();
        return package;
    }

    private static SparkPackage? Create(
        string? group, string? artifact, string? version, YamlNode node, DiagnosticSink sink) =>
        IsPart(group) && IsPart(artifact) && IsPart(version)
            ? new SparkPackage(group!.Trim(), artifact!.Trim(), version!.Trim(), sink.At(node.Span))
            : Invalid(node, sink);

    private static bool IsPart(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().AsSpan().IndexOfAny(" :,\t") < 0;

    private static SparkPackage? Invalid(YamlNode node, DiagnosticSink sink)
    {
        sink.Report(DiagnosticCatalog.SparkPackageInvalid, node.Span);
        return null;
    }
}
