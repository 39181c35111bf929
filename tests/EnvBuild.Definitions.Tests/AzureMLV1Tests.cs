using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class AzureMLV1Tests
{
    private const string Whole = """
        {
            "assetId": null,
            "databricks": { "eggLibraries": [] },
            "docker": {
                "arguments": [],
                "baseDockerfile": null,
                "baseImage": "azureml/base:20210714.v1",
                "baseImageRegistry": { "address": "mcr.microsoft.com", "password": "hunter2", "username": null },
                "enabled": true,
                "platform": { "architecture": "amd64", "os": "Linux" },
                "sharedVolumes": true,
                "shmSize": "2g"
            },
            "environmentVariables": { "EXAMPLE": "VALUE" },
            "inferencingStackVersion": null,
            "name": "training",
            "python": {
                "baseCondaEnvironment": null,
                "condaDependencies": {
                    "channels": ["conda-forge"],
                    "dependencies": ["python=3.8", "pip", { "pip": ["azureml-defaults"] }],
                    "name": "project_environment"
                },
                "condaDependenciesFile": null,
                "interpreterPath": "python",
                "userManagedDependencies": false
            },
            "r": null,
            "spark": { "packages": [], "precachePackages": true, "repositories": [] },
            "version": "3"
        }
        """;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void All_that_it_says_of_an_image_is_read_and_no_password_is_repeated()
    {
        var reading = Reading.Of(Whole);
        var environment = reading.Environment!;

        Assert.AreEqual(DefinitionDialect.AzureMLV1, environment.Dialect);
        Assert.AreEqual(("training", "3"), (environment.Name, environment.Version));
        Assert.AreEqual("mcr.microsoft.com/azureml/base:20210714.v1", environment.Base.Canonical);
        Assert.AreEqual("VALUE", environment.Variables["EXAMPLE"]);
        Assert.HasCount(2, environment.CondaPackages);
        Assert.AreEqual("azureml-defaults", environment.Pip.Requirements.Single().Text);
        Assert.AreEqual(PackagesManagedBy.System, environment.PackagesManagedBy);
        Assert.AreEqual("", string.Join('\n', reading.Diagnostics.Where(found => found.Severity > Severity.Information)));
        Assert.DoesNotContain("hunter2", string.Join('\n', reading.Diagnostics));
    }

    [TestMethod]
    public async Task A_Dockerfile_as_text_has_the_fingerprint_of_a_folder_that_holds_nothing_else()
    {
        using var folder = new TemporaryFolder();
        folder.Write("context/Dockerfile", "FROM ubuntu:22.04\nRUN true\n");
        var file = folder.Write("environment.yml", "build: {path: context}\npackages_managed_by: system\n");
        var expected = (await DefinitionReader.ReadAsync(file, TestContext.CancellationToken)).Environment!;

        var actual = Reading.Environment(
            """{ "docker": { "baseImage": null, "baseDockerfile": "FROM ubuntu:22.04\r\nRUN true\r\n" } }""");

        Assert.AreEqual(Fingerprint.Compute(expected).Branches.Steps, Fingerprint.Compute(actual).Branches.Steps);
        Assert.IsEmpty(BuildableNow.Check(actual));
    }

    [TestMethod]
    public async Task The_conda_file_beside_it_belongs_to_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("conda_dependencies.yml", "channels: [conda-forge]\ndependencies: [numpy=1.21]\n");
        var file = folder.Write(
            "azureml_environment.json",
            """{ "name": "a", "docker": { "baseImage": "ubuntu" }, "python": { "condaDependenciesFile": null } }""");

        var reading = await DefinitionReader.ReadAsync(file, TestContext.CancellationToken);

        Assert.AreEqual("numpy", reading.Environment!.CondaPackages.Single().Spec.Name?.ToString());
    }

    [TestMethod]
    public void Packages_that_the_user_manages_are_not_read()
    {
        var environment = Reading.Environment(
            """
            { "docker": { "baseImage": "ubuntu" }, "python": { "userManagedDependencies": true,
              "interpreterPath": "/usr/bin/python3", "condaDependencies": { "dependencies": ["numpy"] } } }
            """);

        Assert.AreEqual(PackagesManagedBy.User, environment.PackagesManagedBy);
        Assert.AreEqual("/usr/bin/python3", environment.PythonInterpreter);
        Assert.IsEmpty(environment.CondaPackages);
    }

    [TestMethod]
    public void An_image_beside_a_Dockerfile_is_an_error_at_its_place() => CollectionAssert.Contains(
        Reading.Places(Reading.Of(
            """
            { "docker": { "baseImage": "ubuntu",
                          "baseDockerfile": "FROM ubuntu" } }
            """)).ToList(),
        $"{DiagnosticCatalog.ImageAndBuild.Code} 2:33");
}
