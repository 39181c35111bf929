using System.Net;
using System.Net.Sockets;
using EnvBuild.Tasks.Tests.Engine;
using EnvBuild.Testing;

namespace EnvBuild.Tasks.Tests;

[TestClass]
public sealed class PushEnvironmentImagesTests(TestContext context)
{
    [TestMethod]
    public async Task The_items_tell_where_their_image_is()
    {
        using var registry = await RunningRegistry.StartAsync(context.CancellationToken);
        using var project = new ProjectOnDisk();
        project.RecordImage();
        var engine = new RecordingBuildEngine();
        using var push = Task(project, engine);
        push.Registry = $"{registry.Host}/team/";

        Assert.IsTrue(push.Execute(), string.Join('\n', engine.Errors.Select(error => error.Message)));

        var image = Assert.ContainsSingle(push.PushedImages);
        var digest = image.GetMetadata("Digest");
        Assert.AreEqual($"{registry.Host}/team/iris:1", image.GetMetadata("RegistryImage"));
        Assert.AreEqual($"{registry.Host}/team/iris@{digest}", image.GetMetadata("RegistryDigestReference"));
        Assert.StartsWith(
            $"environment 'iris' (linux-64): pushed {registry.Host}/team/iris:1 {digest[..19]}… (2 sent,",
            Assert.ContainsSingle(engine.Lines));
        Assert.AreEqual(digest, await DigestOfAsync(registry, "team/iris", "1"));
        Assert.AreEqual(digest, await DigestOfAsync(registry, "team/iris", "env-ffffffffffff"));
        Assert.AreEqual((1, 1), engine.Turns);
    }

    [TestMethod]
    public void Without_a_registry_the_error_names_the_environment_and_the_project()
    {
        using var project = new ProjectOnDisk();
        project.RecordImage();
        var engine = new RecordingBuildEngine();
        using var push = Task(project, engine);

        Assert.IsFalse(push.Execute());

        var error = Assert.ContainsSingle(engine.Errors);
        Assert.AreEqual("ENV0104", error.Code);
        Assert.AreEqual(project.ProjectFile, error.File);
        Assert.Contains("'iris'", error.Message!);
    }

    [TestMethod]
    public void Offline_no_registry_is_asked()
    {
        using var project = new ProjectOnDisk();
        project.RecordImage();
        var engine = new RecordingBuildEngine();
        using var push = Task(project, engine);
        push.Registry = "127.0.0.1:1";
        push.Offline = true;

        Assert.IsFalse(push.Execute());

        Assert.AreEqual("ENV5114", Assert.ContainsSingle(engine.Errors).Code);
    }

    [TestMethod]
    public void A_cancelled_push_is_a_failed_build()
    {
        using var project = new ProjectOnDisk();
        project.RecordImage();
        var engine = new RecordingBuildEngine();
        using var push = Task(project, engine);
        push.Registry = "127.0.0.1:1";
        push.Cancel();

        Assert.IsFalse(push.Execute());

        var error = Assert.ContainsSingle(engine.Errors);
        Assert.AreEqual("ENV0002", error.Code);
        Assert.Contains("'iris:1'", error.Message!);
    }

    [TestMethod]
    public async Task A_push_that_waits_for_a_registry_ends_at_once_when_it_is_cancelled()
    {
        using var registry = new TcpListener(IPAddress.Loopback, 0);
        registry.Start();
        using var project = new ProjectOnDisk();
        project.RecordImage();
        var engine = new RecordingBuildEngine();
        using var push = Task(project, engine);
        push.Registry = $"{registry.LocalEndpoint}";
        var running = System.Threading.Tasks.Task.Run(push.Execute, context.CancellationToken);
        using var client = await registry.AcceptTcpClientAsync(context.CancellationToken);

        push.Cancel();

        Assert.IsFalse(await running.WaitAsync(TimeSpan.FromSeconds(20), context.CancellationToken));
        Assert.AreEqual("ENV0002", Assert.ContainsSingle(engine.Errors).Code);
    }

    private static PushEnvironmentImages Task(ProjectOnDisk project, RecordingBuildEngine engine)
    {
        var read = new ReadEnvironmentImages { BuildEngine = engine, ImagesFile = project.ImagesFile };
        Assert.IsTrue(read.Execute());
        return new PushEnvironmentImages
        {
            BuildEngine = engine,
            Environments = [project.EnvironmentItem()],
            Images = read.Images,
            ImagesFile = project.ImagesFile,
            ProjectFile = project.ProjectFile,
        };
    }

    private async Task<string> DigestOfAsync(RunningRegistry registry, string repository, string tag)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Head, $"http://{registry.Host}/v2/{repository}/manifests/{tag}");
        request.Headers.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json");
        using var response = await client.SendAsync(request, context.CancellationToken);
        return response.EnsureSuccessStatusCode().Headers.GetValues("Docker-Content-Digest").Single();
    }
}
