using System.Collections.Immutable;
using EnvBuild.Definitions.Yaml;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>Reads the keys that EnvBuild adds to Azure ML v2.</summary>
internal static class OwnKeysReader
{
    /// <summary>Keys that no other dialect has.</summary>
    public static ImmutableArray<string> Keys { get; } = ["steps", "packages_managed_by", "python", "spark", "from"];

    public static void Read(DefinitionDraft draft, MappingReader keys, DiagnosticSink sink)
    {
        draft.Environment = draft.Environment with
        {
            Steps = StepsReader.Read(keys.Node("steps"), sink),
            Spark = SparkReader.Read(keys, "precache", sink),
            PythonInterpreter = ReadInterpreter(keys, sink),
            PackagesManagedBy = ReadManager(keys.Scalar("packages_managed_by"), sink),
        };
    }

    private static string? ReadInterpreter(MappingReader keys, DiagnosticSink sink)
    {
        if (keys.Mapping("python") is not { } mapping)
        {
            return null;
        }

        var python = new MappingReader(mapping, "'python'", sink);
        var interpreter = python.Text("interpreter");
        python.Finish();
        return interpreter;
    }

    private static PackagesManagedBy ReadManager(YamlScalar? scalar, DiagnosticSink sink)
    {
        if (scalar is not null && scalar.Value is not ("user" or "system"))
        {
            sink.Report(
                DiagnosticCatalog.WrongType,
                scalar.Span,
                "'packages_managed_by'",
                "'user' or 'system'",
                scalar.Description);
        }

        return scalar?.Value == "user" ? PackagesManagedBy.User : PackagesManagedBy.System;
    }
}
