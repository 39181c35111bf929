using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class DefinitionReaderTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void A_conda_file_is_read_whole()
    {
        var environment = Reading.Environment(
            """
            name: iris
            channels: [conda-forge, nodefaults]
            platforms: [linux-64]
            variables: {A: "1", B: two}
            dependencies:
              - python=3.11
              - pip
              - pip:
                - requests[socks]>=2
                - --extra-index-url=https://example.com/simple
            """);
        Assert.AreEqual(DefinitionDialect.Conda, environment.Dialect);
        Assert.AreEqual("iris", environment.Name);
        Assert.AreEqual("conda-forge", environment.Channels.Single().Canonical);
        Assert.IsTrue(environment.NoDefaultChannels);
        Assert.AreSequenceEqual(["linux-64"], environment.Platforms);
        Assert.AreEqual("two", environment.Variables["B"]);
        Assert.AreSequenceEqual(["python", "pip"], environment.CondaPackages.Select(package => package.Spec.Name));
        Assert.AreEqual("requests[socks]>=2", environment.Pip.Requirements.Single().Canonical);
        Assert.AreEqual("--extra-index-url=https://example.com/simple", environment.Pip.Options.Single().Canonical);
        Assert.AreEqual(BaseKind.Scratch, environment.Base.Kind);
        Assert.AreEqual(PackagesManagedBy.System, environment.PackagesManagedBy);
    }

    [TestMethod]
    public void An_Azure_ML_environment_is_read_with_the_keys_that_are_added()
    {
        var environment = Reading.Environment(
            """
            $schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json
            name: iris
            version: 1.10
            description: d
            tags: {a: 1}
            image: docker.io/library/debian:12
            conda_file:
              channels: [conda-forge]
              dependencies: [python=3.11]
            os_type: linux
            inference_config:
              liveness_route: {path: /, port: 1}
              readiness_route: {path: /, port: 2}
              scoring_route: {path: /score, port: 3}
            steps:
              - RUN apt-get update
            spark: {packages: ["g:a:1"], repositories: [https://r], precache: false}
            packages_managed_by: system
            python: {interpreter: /opt/python}
            variables: {A: b}
            virtual_packages: {__cuda: 12.4}
            from: base@1.*
            """);
        Assert.AreEqual("1.10", environment.Version);
        Assert.AreEqual("docker.io/library/debian:12", environment.Base.Canonical);
        Assert.AreEqual("RUN apt-get update", environment.Steps.Single().Text);
        Assert.AreEqual("g:a:1", environment.Spark!.Packages.Single().Coordinates);
        Assert.IsFalse(environment.Spark.Precache);
        Assert.AreEqual("12.4", environment.VirtualPackages["__cuda"]);
        Assert.AreEqual("base@1.*", environment.From);
        Assert.AreEqual("/opt/python", environment.PythonInterpreter);
        Assert.AreEqual(3, environment.Inference!.Scoring.Port);
        Assert.AreEqual(PackagesManagedBy.System, environment.PackagesManagedBy);
    }

    [TestMethod]
    public void An_image_alone_is_managed_by_the_user() =>
        Assert.AreEqual(PackagesManagedBy.User, Reading.Environment("image: a:1\n").PackagesManagedBy);

    [TestMethod]
    public async Task A_conda_file_that_is_named_is_read_from_beside_the_definition()
    {
        using var folder = new TemporaryFolder();
        folder.Write("env/conda.yml", "name: other\nchannels: [c]\ndependencies: [python=3.11, 'bad==1==2']\n");
        var path = folder.Write("environment.yml", "name: mine\nimage: scratch\nconda_file: env/conda.yml\n");
        var reading = await DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
        var error = reading.Diagnostics.Single(diagnostic => diagnostic.Severity == Severity.Error);
        Assert.AreEqual(folder["env/conda.yml"], error.Location!.File);
        folder.Write("env/conda.yml", "name: other\nchannels: [c]\ndependencies: [python=3.11]\n");
        reading = await DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
        Assert.AreEqual("mine", reading.Environment!.Name);
        Assert.AreSequenceEqual([path, folder["env/conda.yml"]], reading.Environment.Files);
        Assert.AreEqual(
            Reading.Fingerprint("channels: [c]\ndependencies: [python=3.11]\n"),
            Fingerprint.Compute(reading.Environment).Value);
    }

    [TestMethod]
    public async Task A_missing_file_is_told_where_it_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("environment.yml", "image: scratch\nconda_file: none.yml\n");
        var reading = await DefinitionReader.ReadAsync(path, TestContext.CancellationToken);
        Assert.AreEqual(
            $"{path}(2,13)", reading.Diagnostics.Single(entry => entry.Code == "ENV0003").Location!.ToString());
    }

    [TestMethod]
    public async Task A_definition_that_does_not_exist_is_told()
    {
        using var folder = new TemporaryFolder();
        var reading = await DefinitionReader.ReadAsync(folder["none.yml"], TestContext.CancellationToken);
        Assert.AreEqual("ENV0003", reading.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("docker:\n  image: debian:12\n", BaseKind.Registry)]
    [DataRow("docker: {build: {dockerfile: 'file:Dockerfile', path: '{{x}}'}}\n", BaseKind.Dockerfile)]
    [DataRow("build: {local_path: '{{x}}'}\n", BaseKind.Dockerfile)]
    public void Old_forms_are_understood_with_a_warning(string text, BaseKind kind)
    {
        var reading = Reading.Of(text);
        Assert.AreEqual(kind, reading.Environment!.Base.Kind);
        Assert.IsTrue(reading.Diagnostics.Any(diagnostic => diagnostic.Code == DiagnosticCatalog.LegacyForm.Code));
    }

    [TestMethod]
    [DataRow("image: {name: a, context: {dir: c}}\n", "azureml-assets")]
    [DataRow("name: a\ntype: environment\nspec: spec.yaml\n", "asset.yaml")]
    [DataRow("python: 3.8\nbuild_dependencies: [pip]\ndependencies: [-r requirements.txt]\n", "MLflow")]
    [DataRow("command: x\nenvironment: azureml:a:1\n", "names an environment")]
    [DataRow("jobs: {a: {environment: {image: x}}}\n", "environment inside")]
    [DataRow("version: 1\nmetadata: {}\npackage: []\n", "conda-lock")]
    [DataRow("services: {}\n", "compose")]
    [DataRow("channels: [a]\nchannel_priority: strict\n", ".condarc")]
    [DataRow("FROM debian\n", "Dockerfile")]
    [DataRow("@EXPLICIT\nhttps://x\n", "explicit")]
    public void Foreign_files_are_called_what_they_are(string text, string expected)
    {
        var diagnostic = Reading.Of(text).Diagnostics.Single();
        Assert.AreEqual(DiagnosticCatalog.NotADefinition.Code, diagnostic.Code);
        Assert.Contains(expected, diagnostic.Message);
    }

    [TestMethod]
    public void Words_of_other_files_may_stand_among_tags_and_variables()
    {
        Reading.Environment("image: a:1\ntags: {environment: production, jobs: x}\n");
        Reading.Environment("channels: [c]\ndependencies: []\nvariables: {environment: production}\n");
    }
}
