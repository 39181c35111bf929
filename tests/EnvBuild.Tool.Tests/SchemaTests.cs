using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using EnvBuild.Testing;
using EnvBuild.Tool.Output;

namespace EnvBuild.Tool.Tests;

/// <summary>
/// The published schemas are those of the types that are printed. <c>ENVBUILD_UPDATE_SCHEMAS=1</c> writes them anew.
/// </summary>
[TestClass]
public sealed class SchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IEnumerable<(string Command, JsonTypeInfo Type)> Commands =>
    [
        ("build", ToolJsonContext.Default.BuildJson),
        ("doctor", ToolJsonContext.Default.DoctorJson),
        ("export", ToolJsonContext.Default.ExportJson),
        ("failure", ToolJsonContext.Default.FailureJson),
        ("hash", ToolJsonContext.Default.HashJsonArray),
        ("image", ToolJsonContext.Default.ImageJson),
        ("list", ToolJsonContext.Default.ImmutableArrayEnvironmentVersion),
        ("load", ToolJsonContext.Default.LoadJson),
        ("lock", ToolJsonContext.Default.LockJson),
        ("login", ToolJsonContext.Default.LoginJsonArray),
        ("pull", ToolJsonContext.Default.PullJson),
        ("push", ToolJsonContext.Default.PushJson),
        ("show", ToolJsonContext.Default.EnvironmentJson),
        ("solve", ToolJsonContext.Default.SolveJson),
    ];

    [TestMethod]
    [DynamicData(nameof(Commands))]
    public void The_published_schema_is_that_of_the_output(string command, JsonTypeInfo type)
    {
        var path = Path.Combine(Corpus.RepositoryRoot, "docs", "schema", $"dotnet-env-{command}.schema.json");
        var schema = type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
        var published = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"https://envbuild.dev/schema/dotnet-env-{command}.schema.json",
            ["title"] = $"Output of dotnet env {command} --format json",
        };
        foreach (var (key, value) in schema.AsObject())
        {
            published[key] = value?.DeepClone();
        }

        var text = published.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("ENVBUILD_UPDATE_SCHEMAS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.AreEqual(File.ReadAllText(path), text);
    }
}
