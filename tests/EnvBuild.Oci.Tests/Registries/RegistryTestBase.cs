using System.Text;
using System.Text.Json;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>Clients on a machine of the test's own, and an image to send.</summary>
public abstract class RegistryTestBase : ImageTestBase
{
    protected RecordingReporter Reporter { get; } = new();

    protected Dictionary<string, string?> Variables { get; } = [];

    protected static RegistryClientOptions Fast { get; } = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(20),
        LongestDelay = TimeSpan.FromMilliseconds(200),
    };

    protected Task<RegistryClient> ConnectAsync(RegistryClientOptions? options = null)
    {
        Variables.TryAdd("HOME", Folder["home"]);
        Variables.TryAdd("PATH", Folder["bin"]);
        var machine = new RegistryMachine
        {
            GetVariable = name => Variables.GetValueOrDefault(name),
            Folder = Folder.Path,
            ConfigurationFolder = Folder["configuration"],
        };
        return RegistryClient.CreateAsync(machine, Reporter, Cancellation, options ?? Fast);
    }

    protected void LogIn(string host, string user, string password)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        Folder.Write(
            "home/.docker/config.json",
            JsonSerializer.Serialize(new { auths = new Dictionary<string, object> { [host] = new { auth } } }));
    }

    protected Task<PushOutcome> PushAsync(RegistryClient client, Descriptor image, string reference) =>
        ImagePush.RunAsync(client, Store, image, RegistryReference.Parse(reference), [], Cancellation);

    /// <summary>Pulls into another store and checks every blob.</summary>
    protected async Task<BlobStore> PullElsewhereAsync(RegistryClient client, string reference, string folder = "other")
    {
        var other = new BlobStore(Folder[folder]);
        var pulled = await ImagePull.PullAsync(
            client, RegistryReference.Parse(reference), Platform.LinuxAmd64, other, Cancellation);
        foreach (var blob in pulled.Manifest.Layers.Append(pulled.Manifest.Config).Append(pulled.Descriptor))
        {
            Assert.IsTrue(await other.VerifyAsync(blob.Digest, Cancellation));
        }

        return other;
    }

    /// <summary>Makes an image whose one layer cannot be compressed.</summary>
    protected async Task<Descriptor> MakeLargeImageAsync(int size)
    {
        var layer = await Oci.Layers.LayerWriter.WriteAsync(
            [Oci.Layers.LayerEntry.ForContent("opt/large", TestData.Noise(size))],
            Store,
            Oci.Layers.LayerCompression.None,
            Cancellation);
        var image = await Oci.Images.ImageAssembler.AssembleAsync(
            Store,
            Oci.Bases.BaseImage.Scratch(Platform.LinuxAmd64),
            [new Oci.Images.AddedLayer(layer, "large")],
            new Oci.Images.ImageSettings(),
            Cancellation);
        return image.Descriptor;
    }

    protected void NoSecretIn(params string[] secrets)
    {
        var said = Reporter.Diagnostics.Select(diagnostic => diagnostic.ToString())
            .Concat(Reporter.Details)
            .ToArray();
        foreach (var secret in secrets)
        {
            Assert.IsFalse(said.Any(text => text.Contains(secret, StringComparison.Ordinal)), "A secret was told.");
        }
    }
}
