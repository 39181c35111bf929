using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests;

/// <summary>A store with a base image of busybox, and connections to engines.</summary>
public abstract class EngineTestBase : IDisposable
{
    private static readonly string[] Applets =
        ["sh", "cat", "chmod", "cp", "echo", "env", "ln", "ls", "mkdir", "mkfifo", "pwd", "rm", "sleep", "stat", "test"];

    private readonly TemporaryFolder _folder = new();

    public required TestContext TestContext { get; init; }

    protected static EngineNeed Need { get; } = new("'steps'", new SourceLocation("environment.yml"));

    protected TemporaryFolder Folder => _folder;

    protected BlobStore Store => field ??= new BlobStore(_folder["store"]);

    protected RecordingReporter Reporter { get; } = new();

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _folder.Dispose();
        }
    }

    protected static async Task<Diagnostic> FailsAsync(Func<Task> work, DiagnosticDescriptor expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(work);
        Assert.AreEqual(expected.Code, exception.Diagnostics.Single().Code, exception.ToString());
        return exception.Diagnostics[0];
    }

    protected static SourceLocation At(int line) => new("environment.yml", new SourceSpan(line, 5, line, 9));

    protected Task<EngineProcess> GetEngineAsync(EngineKind kind) => TestRun.GetEngineAsync(kind, Cancellation);

    protected EngineSettings SettingsFor(string address) => new(
        new EndpointEnvironment(
            name => name == "DOCKER_HOST" ? address : Environment.GetEnvironmentVariable(name), Folder.Path, []),
        Reporter);

    protected Task<ContainerEngine> ConnectAsync(EngineProcess engine) =>
        ContainerEngine.ConnectAsync(SettingsFor(engine.Address), Need, Cancellation);

    /// <summary>An image with a shell and little else.</summary>
    protected async Task<BaseImage> MakeBaseAsync()
    {
        var program = await File.ReadAllBytesAsync(RequiredTool.Find("busybox", "busybox-static"), Cancellation);
        var layer = await MakeLayerAsync(
            [
                LayerEntry.ForContent("bin/busybox", program, executable: true),
                .. Applets.Select(applet => LayerEntry.ForSymbolicLink($"bin/{applet}", "busybox")),
                LayerEntry.ForContent("etc/motd", Encoding.UTF8.GetBytes("hello\n")),
                LayerEntry.ForDirectory("srv", 0b111_111_101),
                LayerEntry.ForDirectory("tmp", 0b1_111_111_111),
            ]);
        var image = await AssembleAsync(
            BaseImage.Scratch(Platform.LinuxAmd64), new ImageSettings { Command = ["/bin/sh"] }, layer);
        return new BaseImage(image.Descriptor.Digest, image.Config, [layer]);
    }

    protected Task<Layer> MakeLayerAsync(
        IEnumerable<LayerEntry> entries, LayerCompression compression = LayerCompression.Gzip) =>
        LayerWriter.WriteAsync(entries, Store, compression, Cancellation);

    protected Task<Layer> MakeLayerAsync(string path, string content) =>
        MakeLayerAsync([LayerEntry.ForContent(path, Encoding.UTF8.GetBytes(content))]);

    protected Task<AssembledImage> AssembleAsync(BaseImage basis, params Layer[] layers) =>
        AssembleAsync(basis, new ImageSettings(), layers);

    protected Task<AssembledImage> AssembleAsync(BaseImage basis, ImageSettings settings, params Layer[] layers) =>
        ImageAssembler.AssembleAsync(
            Store, basis, [.. layers.Select(layer => new AddedLayer(layer, "test"))], settings, Cancellation);
}
