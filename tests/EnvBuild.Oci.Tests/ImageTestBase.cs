using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Tests;

/// <summary>Has an image of two layers to work with.</summary>
public abstract class ImageTestBase : OciTestBase
{
    protected async Task<Descriptor> MakeImageAsync(Platform? platform = null, string content = "content")
    {
        var layers = new List<AddedLayer>();
        foreach (var name in new[] { "first", "second" })
        {
            var layer = await LayerWriter.WriteAsync(
                [
                    LayerEntry.ForContent($"opt/{name}", System.Text.Encoding.UTF8.GetBytes(name + content)),
                    LayerEntry.ForContent($"opt/data-{name}", TestData.Mixture(200_000, (ulong)name.Length)),
                ],
                Store,
                LayerCompression.Gzip,
                Cancellation);
            layers.Add(new AddedLayer(layer, name));
        }

        var image = await ImageAssembler.AssembleAsync(
            Store,
            BaseImage.Scratch(platform ?? Platform.LinuxAmd64),
            layers,
            new ImageSettings { Entrypoint = ["/opt/first"] },
            Cancellation);
        return image.Descriptor;
    }

    protected ImageManifest ReadManifest(Descriptor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return ManifestDocument.Parse(File.ReadAllBytes(Store.GetPath(image.Digest)), "image").Manifest!;
    }

    protected Digest LastLayer(Descriptor image) => ReadManifest(image).Layers[^1].Digest;
}
