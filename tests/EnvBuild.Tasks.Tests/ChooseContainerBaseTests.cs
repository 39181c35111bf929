using EnvBuild.Conda.Locks;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Tests.Engine;
using EnvBuild.Workspaces;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class ChooseContainerBaseTests(TestContext context)
{
    private const string Reference = "registry.example/train@sha256:1";

    private CancellationToken Token => context.CancellationToken;

    [TestMethod]
    [DataRow("numpy", "PATH=/bin", false, true)]
    [DataRow("numpy", "PATH=/bin", true, false)]
    [DataRow("dotnet-runtime", "PATH=/bin", false, false)]
    [DataRow("numpy", "DOTNET_VERSION=10.0.0", false, false)]
    public async Task A_program_without_DotNET_on_an_environment_without_it_is_a_warning(
        string package, string variable, bool selfContained, bool warns)
    {
        using var project = new ProjectOnDisk();
        var image = await StoreAsync(project, package, variable);
        var engine = new RecordingBuildEngine();
        using var choose = Choose(project, engine, image);
        choose.SelfContained = selfContained;

        Assert.IsTrue(choose.Execute(), string.Join('\n', engine.Errors.Select(error => error.Message)));

        Assert.AreEqual(Reference, choose.ContainerBaseImage);
        Assert.AreSequenceEqual(warns ? ["ENV0108"] : [], engine.Warnings.Select(warning => warning.Code));
    }

    [TestMethod]
    public async Task Where_the_lock_is_not_known_nobody_is_warned()
    {
        using var project = new ProjectOnDisk();
        var image = await StoreAsync(project, null, "PATH=/bin");
        var engine = new RecordingBuildEngine();
        using var choose = Choose(project, engine, image);

        Assert.IsTrue(choose.Execute());

        Assert.IsEmpty(engine.Warnings);
    }

    [TestMethod]
    public void A_wrong_name_is_an_error_of_the_project()
    {
        using var project = new ProjectOnDisk();
        var engine = new RecordingBuildEngine();
        using var choose = Choose(project, engine, ImageItem.Of("train", pushed: Reference));
        choose.ContainerBase = "serve";

        Assert.IsFalse(choose.Execute());

        var error = Assert.ContainsSingle(engine.Errors);
        Assert.AreEqual("ENV0106", error.Code);
        Assert.AreEqual(project.ProjectFile, error.File);
        Assert.AreEqual("", choose.ContainerBaseImage);
    }

    private static ChooseContainerBase Choose(
        ProjectOnDisk project, RecordingBuildEngine engine, ITaskItem image) => new()
        {
            BuildEngine = engine,
            Images = [image],
            ImagesFile = project.ImagesFile,
            ProjectFile = project.ProjectFile,
            ContainerBase = "true",
            RuntimeIdentifiers = ["linux-x64"],
        };

    // An image whose base sets a variable, with a lock of one package.
    private async Task<ITaskItem> StoreAsync(ProjectOnDisk project, string? package, string variable)
    {
        var store = new BlobStore(project.Store);
        var config = new ImageConfig { Os = "linux", Architecture = "amd64", Config = new() { Env = [variable] } };
        var manifest = new ImageManifest
        {
            Config = await store.WriteAsync(config.ToJson(), MediaTypes.ImageConfig, Token),
            Layers = [],
        };
        var image = await store.WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, Token);
        var item = ImageItem.Of("train", digest: image.Digest.ToString(), pushed: Reference);
        if (package is not null)
        {
            var text = LockWriter.Write(new CondaLock { Platforms = ["linux-64"], Packages = [Locked(package)] });
            await new Workspace(store, TimeProvider.System).SaveLockAsync(
                item.GetMetadata("Fingerprint"), System.Text.Encoding.UTF8.GetBytes(text), Token);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(project.ImagesFile)!);
        await File.WriteAllBytesAsync(
            project.ImagesFile, ImageRecordsJson.Write(new ImageRecords(project.Store, [])), Token);
        return item;
    }

    private static LockedPackage Locked(string name) => new()
    {
        Name = name,
        Version = "10.0.0",
        Manager = LockedPackage.CondaManager,
        Platform = "linux-64",
        Url = $"https://conda.example/linux-64/{name}-10.0.0-0.conda",
        Sha256 = new string('b', 64),
    };
}
