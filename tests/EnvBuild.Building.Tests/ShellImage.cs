using System.Text;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Building.Tests;

/// <summary>
/// Base images of two layers in an OCI layout of their own: below a shell, and a file that looks like the C library of
/// GNU; above a file that a test names.
/// </summary>
internal sealed class ShellImage
{
    private static readonly string[] Applets = ["sh", "cat", "cp", "date", "echo", "env", "ln", "ls", "mkdir", "rm", "sleep"];

    private readonly BlobStore _store;
    private readonly Descriptor _manifest;

    private ShellImage(BlobStore store, AssembledImage image)
    {
        _store = store;
        _manifest = image.Descriptor;
        Layers = [.. image.Manifest.Layers.Select(layer => layer.Digest)];
    }

    public string Digest => _manifest.Digest.ToString();

    /// <summary>Digests of its layers, lowest first.</summary>
    public IReadOnlyList<Digest> Layers { get; }

    public static async Task<ShellImage> MakeAsync(Place place, string mark, string libc = "2.31")
    {
        var store = new BlobStore(place.Path($"base-{mark}"));
        var program = await File.ReadAllBytesAsync(RequiredTool.Find("busybox", "busybox-static"));
        var lower = await WriteAsync(
            store,
            [
                LayerEntry.ForContent("bin/busybox", program, executable: true),
                .. Applets.Select(applet => LayerEntry.ForSymbolicLink($"bin/{applet}", "busybox")),
                LayerEntry.ForContent("lib/libc.so.6", Bytes($"GNU C Library (Test) stable release version {libc}.\n")),
                LayerEntry.ForDirectory("tmp", 0b1_111_111_111),
            ]);
        var upper = await WriteAsync(store, [LayerEntry.ForContent("etc/mark", Bytes(mark))]);
        var image = await ImageAssembler.AssembleAsync(
            store,
            BaseImage.Scratch(Platform.LinuxAmd64),
            [new AddedLayer(lower, "shell"), new AddedLayer(upper, "mark")],
            new ImageSettings(),
            default);
        await store.SetReferenceAsync("latest", image.Descriptor, default);
        await store.WriteIndexAsync(default);
        return new ShellImage(store, image);
    }

    /// <summary>Brings it to a registry.</summary>
    public async Task PushAsync(Place place, string reference)
    {
        using var client = await RegistryClient.CreateAsync(
            new RegistryMachine
            {
                GetVariable = _ => null,
                Folder = place.Path("."),
                ConfigurationFolder = place.Path("."),
            },
            place.Reporter,
            default);
        _ = await ImagePush.RunAsync(client, _store, _manifest, RegistryReference.Parse(reference), [], default);
    }

    private static Task<Layer> WriteAsync(BlobStore store, IEnumerable<LayerEntry> entries) =>
        LayerWriter.WriteAsync(entries, store, LayerCompression.Gzip, default);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
