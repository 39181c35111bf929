using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Images;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Docker.Tests.Builds;

/// <summary>Bases that the engine gets from a registry that wants credentials.</summary>
[TestClass]
public sealed class RegistryBaseTests : EngineTestBase
{
    [TestMethod]
    public async Task Credentials_reach_the_registry_and_nothing_else()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectAsync(process);
        var basis = await MakeBaseAsync();
        await using var registry = await PrivateRegistry.StartAsync(Store, await AssembleAsync(basis), Cancellation);
        var reference = $"{registry.Name}/team/base:1";
        var request = new BuildRequest
        {
            Credentials =
            [
                new RegistryCredential("other.example", "nobody", "nothing"),
                new RegistryCredential(registry.Name, PrivateRegistry.User, PrivateRegistry.Password),
            ],
        };

        var fromSteps = await engine.RunStepsAsync(
            Store,
            BuildBase.InRegistry(reference, BaseImage.Scratch(Platform.LinuxAmd64)),
            [new BuildStep("RUN echo made > /made", At(2))],
            request,
            Cancellation);
        await RemoveAsync(process, reference);
        var dockerfile = new BuildFile(
            "Dockerfile", Folder.Write("Dockerfile", $"FROM {reference}\nRUN echo made > /made\n"), 0b110_100_100);
        var fromDockerfile = await engine.RunDockerfileAsync(Store, dockerfile, request, Cancellation);
        await RemoveAsync(process, reference);

        Assert.AreEqual(basis.Layers[0].DiffId, fromSteps.Layers[0].DiffId);
        Assert.AreEqual(basis.Layers[0].DiffId, fromDockerfile.Layers[0].DiffId);
        Assert.HasCount(2, fromSteps.Layers);
        Assert.IsFalse(
            Reporter.Details.Any(detail => detail.Contains(PrivateRegistry.Password, StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("wrong-password")]
    public async Task A_registry_that_refuses_is_told_without_the_password(string? password)
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectAsync(process);
        await using var registry = await PrivateRegistry.StartAsync(
            Store, await AssembleAsync(await MakeBaseAsync()), Cancellation);
        var reference = $"{registry.Name}/team/base:1";

        var diagnostic = await FailsAsync(
            () => engine.RunStepsAsync(
                Store,
                BuildBase.InRegistry(reference, BaseImage.Scratch(Platform.LinuxAmd64)),
                [new BuildStep("RUN true", At(2))],
                new BuildRequest
                {
                    Credentials = password is null ? [] : [new RegistryCredential(registry.Name, "reader", password)],
                },
                Cancellation),
            DiagnosticCatalog.EngineBaseUnavailable);

        StringAssert.Contains(diagnostic.Message, reference, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("docker.io", "python", true)]
    [DataRow("https://index.docker.io/v1/", "library/python:3.12", true)]
    [DataRow("docker.io", "docker.io/library/python", true)]
    [DataRow("docker.io", "ghcr.io/python/python", false)]
    [DataRow("localhost", "localhost/python", true)]
    [DataRow("localhost:5000", "localhost/python", false)]
    [DataRow("registry.example:5000", "registry.example:5000/a/b@sha256:0", true)]
    public void A_credential_is_sent_to_its_registry_alone(string registry, string reference, bool expected)
    {
        var credential = new RegistryCredential(registry, "user", "secret-text");

        Assert.AreEqual(expected, credential.IsFor(reference));
        Assert.DoesNotContain("secret-text", $"{credential}");
    }

    [TestMethod]
    public async Task An_engine_keeps_the_blobs_of_a_base_of_the_store_in_whatever_form_they_are()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectAsync(process);
        var basis = await MakeBaseAsync();
        var zstd = await MakeLayerAsync([LayerEntry.ForContent("opt/zstd", new byte[10_000])], LayerCompression.Zstd);
        var image = await AssembleAsync(basis, zstd);

        var built = await engine.RunStepsAsync(
            Store,
            BuildBase.InStore(new Oci.Bases.BaseImage(null, image.Config, [.. basis.Layers, zstd])),
            [new BuildStep("RUN test -s /opt/zstd && echo made > /made", At(2))],
            new BuildRequest(),
            Cancellation);

        Assert.AreEqual(zstd, built.Layers[1]);
        Assert.HasCount(3, built.Layers);
    }

    private async Task RemoveAsync(Testing.Engines.EngineProcess process, string name) =>
        _ = await process.Docker("image", "rm", "--force", name).SucceedsAsync(Cancellation);
}
