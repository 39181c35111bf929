using System.Text.Json.Nodes;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests.Schema;

[TestClass]
public sealed class EnvironmentSchemaTests
{
    // What a schema cannot know: other files, the grammar of specs, secrets.
    private static readonly string[] BeyondSchema = ["ENV0003", "ENV1032"];

    private static readonly JsonSchemaSubset Schema = new(JsonNode.Parse(File.ReadAllText(
        Path.Combine(Corpus.RepositoryRoot, "docs", "schema", "environment.schema.json")))!.AsObject());

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task What_the_reader_takes_without_warning_of_a_key_fits_the_schema_and_what_it_refuses_does_not()
    {
        var compared = 0;
        foreach (
            var file in Directory.EnumerateFiles(Corpus.Require("definitions"), "*.y*ml", SearchOption.AllDirectories))
        {
            var reading = await DefinitionReader.ReadAsync(file, TestContext.CancellationToken);
            var isAccepted = !reading.Diagnostics.Any(IsWrongByForm);
            var errors = Schema.Validate(
                YamlAsJson.Of(await File.ReadAllTextAsync(file, TestContext.CancellationToken))).ToList();
            Assert.AreEqual(
                isAccepted,
                errors.Count == 0,
                $"{file}\n{string.Join('\n', errors)}\n{string.Join('\n', reading.Diagnostics)}");
            compared++;
        }

        Assert.IsGreaterThan(100, compared);
    }

    [TestMethod]
    [DataRow("channels: c\ndependencies: []\n")]
    [DataRow("dependencies: [{python: 3}]\n")]
    [DataRow("dependencies: python\n")]
    [DataRow("dependancies: [python]\n")]
    [DataRow("dependencies: [[a]]\n")]
    [DataRow("dependencies: [python]\nunknown: 1\n")]
    [DataRow("dependencies: []\nplatforms: [linux-amd64]\n")]
    [DataRow("dependencies: []\nvirtual_packages: {cuda: 1}\n")]
    [DataRow("dependencies: []\nchannel_priority: loose\n")]
    [DataRow("dependencies: []\nexclude_newer: yesterday\n")]
    [DataRow("image: a\nbuild: {path: b}\n")]
    [DataRow("image: a\ndependencies: []\n")]
    [DataRow("image: [a]\n")]
    [DataRow("build: {}\n")]
    [DataRow("name: x\nos_type: linux\n")]
    [DataRow("image: a\nos_type: windows\n")]
    [DataRow("image: a\npackages_managed_by: nobody\n")]
    [DataRow("image: a\nspark: {packages: [a:b]}\n")]
    [DataRow("image: a\ninference_config: {scoring_route: {path: /, port: 1}}\n")]
    [DataRow("image: a\ntags: {a: [1]}\n")]
    [DataRow("from: base\n")]
    [DataRow("- a\n")]
    public void What_is_wrong_by_form_is_refused_by_both(string text)
    {
        Assert.IsTrue(Reading.Of(text).Diagnostics.Any(IsWrongByForm), text);
        Assert.IsNotEmpty(Schema.Validate(YamlAsJson.Of(text)), text);
    }

    [TestMethod]
    [DataRow("dependencies: [python, {pip: [a]}]\nname: 3\nvariables: {A: 1, B: true}\n")]
    [DataRow("channels:\ndependencies:\n")]
    [DataRow("image: scratch\nconda_file: {dependencies: [a]}\nsteps: [RUN x]\nspark: {packages: [a:b:1]}\n")]
    [DataRow("from: base@1.*\nvirtual_packages: {__cuda: 12.4}\nplatforms: [linux-64]\n")]
    [DataRow("dependencies: [a]\nchannel_priority: flexible\nexclude_newer: 2026-01-31\npinned_packages: [b=1]\n")]
    [DataRow("image: debian:12\nconda_file: {dependencies: [a], exclude-newer: '2026-01-31T12:00:00Z'}\n")]
    [DataRow("docker: {image: a:1}\n")]
    public void What_is_right_by_form_is_taken_by_both(string text)
    {
        Assert.IsNotNull(Reading.Environment(text));
        Assert.IsEmpty(Schema.Validate(YamlAsJson.Of(text)));
    }

    private static bool IsWrongByForm(Diagnostic diagnostic) =>
        diagnostic.Code == DiagnosticCatalog.UnknownKey.Code
        || (diagnostic.Severity == Severity.Error && !BeyondSchema.Contains(diagnostic.Code));
}
