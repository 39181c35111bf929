using System.Security.Cryptography;
using System.Text;
using EnvBuild.Tasks.Images;
using EnvBuild.Testing;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Tests.Engine;

/// <summary>The folder of a project with one definition, and a store.</summary>
internal sealed class ProjectOnDisk : IDisposable
{
    public const string Definition = """
        name: iris
        channels: [conda-forge]
        dependencies: [python=3.11]

        """;

    private readonly TemporaryFolder _folder = new();

    public ProjectOnDisk() => _folder.Write("environment.yml", Definition);

    public string DefinitionFile => _folder["environment.yml"];

    public string InputsFile => _folder["obj/environment.inputs.cache"];

    public string ImagesFile => _folder["obj/environment.images.json"];

    public string ProjectFile => _folder["project.csproj"];

    public string Store => _folder["store"];

    public string this[string relativePath] => _folder[relativePath];

    public string Write(string relativePath, string text) => _folder.Write(relativePath, text);

    public TaskItem EnvironmentItem(params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(DefinitionFile);
        foreach (var (name, value) in metadata)
        {
            item.SetMetadata(name, value);
        }

        return item;
    }

    public CheckEnvironments Check(RecordingBuildEngine engine, params ITaskItem[] items) => new()
    {
        BuildEngine = engine,
        Environments = items.Length == 0 ? [EnvironmentItem()] : items,
        InputsFile = InputsFile,
        ImagesFile = ImagesFile,
        ProjectFile = ProjectFile,
        Store = Store,
    };

    /// <summary>
    /// Puts an image into the store and says in the project's record that it belongs to the definition.
    /// </summary>
    /// <returns>Absolute path of its only layer.</returns>
    public string RecordImage()
    {
        var layer = PutBlob("layer");
        var config = PutBlob("config");
        var manifest = PutBlob(
            $$"""
            {"schemaVersion":2,
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{config}}","size":6},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{layer}}","size":5}],
             "annotations":{"digest":"sha256:{{new string('0', 64)}}"} }
            """);
        Directory.CreateDirectory(Path.GetDirectoryName(ImagesFile)!);
        File.WriteAllBytes(ImagesFile, ImageRecordsJson.Write(new ImageRecords(Store, [Record(manifest)])));
        return PathOf(layer);
    }

    public void Dispose() => _folder.Dispose();

    private ImageRecord Record(string digest) => new()
    {
        Definition = DefinitionFile,
        Name = "iris",
        Version = "1",
        Fingerprint = new string('f', 64),
        Lock = new string('e', 64),
        Image = "iris:1",
        Digest = digest,
        Platform = "linux-64",
        Reused = false,
        Reason = "first build",
        Size = 11,
    };

    private string PutBlob(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(digest))!);
        File.WriteAllBytes(PathOf(digest), content);
        return digest;
    }

    private string PathOf(string digest) => Path.Combine(Store, "blobs", "sha256", digest["sha256:".Length..]);
}
