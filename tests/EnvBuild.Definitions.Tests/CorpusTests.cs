using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class CorpusTests
{
    private static readonly string[] Missing =
    [
        DiagnosticCatalog.FileNotFound.Code, DiagnosticCatalog.ContextNotFound.Code,
    ];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("conda")]
    [DataRow("v2-spec")]
    [DataRow("edits")]
    public async Task Definitions_are_read_or_name_a_file_that_is_missing(string kind)
    {
        foreach (var reading in await ReadAllAsync(kind))
        {
            var errors = reading.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
            Assert.IsTrue(errors.TrueForAll(error => Missing.Contains(error.Code)), string.Join('\n', errors));
            Assert.AreEqual(errors.Count == 0, reading.Environment is not null);
        }
    }

    [TestMethod]
    [DataRow("asset-env")]
    [DataRow("asset-image-config")]
    [DataRow("dockerfile")]
    [DataRow("env-reference-host")]
    [DataRow("inline-env-host")]
    [DataRow("mlflow-python-env")]
    [DataRow("spark-conda-host")]
    public async Task Files_that_are_no_definitions_are_refused_for_what_they_are(string kind)
    {
        foreach (var reading in await ReadAllAsync(kind))
        {
            Assert.IsNull(reading.Environment);
            Assert.AreEqual(DiagnosticCatalog.NotADefinition.Code, reading.Diagnostics.Single().Code);
        }
    }

    [TestMethod]
    public async Task Cells_of_notebooks_are_definitions_or_jobs()
    {
        foreach (var reading in await ReadAllAsync("notebook-cells"))
        {
            var isJob = reading.Diagnostics.Any(diagnostic => diagnostic.Code == DiagnosticCatalog.NotADefinition.Code);
            Assert.AreEqual(isJob, reading.Environment is null);
        }
    }

    [TestMethod]
    public async Task Every_diagnostic_has_its_place()
    {
        foreach (var reading in await ReadAllAsync(""))
        {
            foreach (var diagnostic in reading.Diagnostics)
            {
                Assert.IsNotNull(diagnostic.Location, diagnostic.Message);
                var isTextFile = diagnostic.Message.Contains("Dockerfile", StringComparison.Ordinal);
                Assert.IsTrue(diagnostic.Location.Span is not null || isTextFile, diagnostic.ToString());
            }
        }
    }

    [TestMethod]
    public async Task Real_edits_move_the_fingerprint_only_when_they_change_the_meaning()
    {
        var folder = Corpus.Require("definitions/edits");
        using var edits = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "EDITS.json"), TestContext.CancellationToken));
        foreach (var edit in edits.RootElement.EnumerateArray())
        {
            var number = edit.GetProperty("edit").GetString();
            var kind = edit.GetProperty("kind").GetString();
            var before = await FingerprintAsync(Path.Combine(folder, $"{number}.old.yml"));
            var after = await FingerprintAsync(Path.Combine(folder, $"{number}.new.yml"));
            var isEqualWanted = kind is not ("semantic" or "order-only:channels");
            Assert.AreEqual(isEqualWanted, before == after, $"edit {number} is {kind}");
        }
    }

    [TestMethod]
    public async Task Files_that_mean_the_same_have_one_fingerprint()
    {
        var folder = Corpus.Require("definitions");
        using var groups = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "EQUIVALENT.json"), TestContext.CancellationToken));
        foreach (var group in groups.RootElement.EnumerateObject().SelectMany(kind => kind.Value.EnumerateArray()))
        {
            var fingerprints = new HashSet<string>();
            foreach (var file in group.EnumerateArray())
            {
                fingerprints.Add(await FingerprintAsync(Path.Combine(folder, file.GetString()!)));
            }

            Assert.HasCount(1, fingerprints, group.ToString());
        }
    }

    private async Task<List<DefinitionReading>> ReadAllAsync(string kind)
    {
        var readings = new List<DefinitionReading>();
        var files = Directory.EnumerateFiles(Corpus.Require("definitions/" + kind), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".json", StringComparison.Ordinal));
        foreach (var file in files)
        {
            readings.Add(await DefinitionReader.ReadAsync(file, TestContext.CancellationToken));
        }

        Assert.IsNotEmpty(readings);
        return readings;
    }

    private async Task<string> FingerprintAsync(string file)
    {
        var reading = await DefinitionReader.ReadAsync(file, TestContext.CancellationToken);
        Assert.IsNotNull(reading.Environment, string.Join('\n', reading.Diagnostics));
        return Fingerprint.Compute(reading.Environment).Value;
    }
}
