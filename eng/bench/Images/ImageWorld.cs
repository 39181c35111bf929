using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EnvBuild.Benchmarks.Channels;
using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Servers;
using EnvBuild.Oci;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Benchmarks.Images;

/// <summary>
/// What all cases start from: a channel, definitions, a Debian base in the engine and as a layout, and the files of
/// each environment as a build context.
/// </summary>
internal sealed class ImageWorld(ImageOptions options, string folder, ServerGroup servers, DockerServer engine)
{
    private const long Megabyte = 1_000_000;
    private const long ExtraSize = 10 * Megabyte;
    private const int SharedPackages = 40;
    private const int OwnPackages = 10;

    /// <summary>Tag of the base in the engine.</summary>
    public const string Base = "bench-base:1";

    /// <summary>What ends all servers.</summary>
    public ServerGroup Servers => servers;

    /// <summary>The engine.</summary>
    public DockerServer Engine => engine;

    /// <summary>The commands of EnvBuild in a store where everything is built.</summary>
    public EnvBuildCommands Built => EnvBuild("built");

    /// <summary>A path of its own.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>The commands of EnvBuild with a home of its own.</summary>
    public EnvBuildCommands EnvBuild(string home) =>
        new(options.Tool, PathOf(home), PathOf("definitions"), $"oci:{PathOf("base")}:1");

    /// <summary>Names of the environments of the last case.</summary>
    public static IEnumerable<string> SharedNames => Enumerable.Range(0, ImageOptions.Environments)
        .Select(i => string.Create(CultureInfo.InvariantCulture, $"shared{i}"));

    /// <summary>Makes all of it.</summary>
    public async Task MakeAsync()
    {
        await MakeChannelAsync();
        await MakeBaseAsync();
        foreach (var name in Directory.EnumerateFiles(PathOf("definitions")).Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal))
        {
            await Timing.RunAsync(Built.Build(name!));
        }

        await MakeContextAsync("first", null);
        for (var run = 0; run < options.Runs; run++)
        {
            await MakeContextAsync($"more{run}", "first");
            await MakeContextAsync($"changed{run}", "first");
        }

        string? before = null;
        foreach (var name in SharedNames)
        {
            await MakeContextAsync(name, before);
            before ??= name;
        }
    }

    /// <summary>Layers of an environment without those of the base, and the bytes of their files.</summary>
    public async Task<string> DescribeAsync(string name)
    {
        var layers = await LayersAsync(name);
        var store = new BlobStore(Built.Store);
        var packed = layers.Sum(layer => store.GetLength(layer) ?? 0);
        var files = Directory.EnumerateFiles(PathOf($"contexts/{name}/opt"), "*", SearchOption.AllDirectories)
            .ToArray();
        var size = files.Sum(file => new FileInfo(file) is { LinkTarget: null } found ? found.Length : 0);
        var packages = Directory.EnumerateFiles(PathOf($"contexts/{name}/opt/env/conda-meta"), "*.json").Count();
        return $"`{name}`: {packages} packages, {files.Length} files of {size / 1e6:0} MB, "
            + $"{layers.Length} layers of {packed / 1e6:0} MB";
    }

    private async Task MakeChannelAsync()
    {
        var models = await ModelFiles.ReadAsync(
            options.Channel, "numpy-", "scipy-", "scikit-learn-", "pandas-", "pip-");
        var many = PackageSizes.Draw("p", options.Packages, options.Megabytes * Megabyte);
        var shared = PackageSizes.Draw("common", SharedPackages, options.Megabytes * Megabyte / 10);
        var own = Enumerable.Range(0, ImageOptions.Environments)
            .Select(i => PackageSizes.Draw($"own{i}x", OwnPackages, options.Megabytes * Megabyte / 40))
            .ToArray();
        var variants = Enumerable.Range(0, options.Runs + 1).SelectMany(run => new ChannelPackageSpec[]
        {
            new($"extra{run}", "1.0", ExtraSize),
            new("changing", $"1.{run}", ExtraSize),
        });
        await GeneratedChannel.WriteAsync(
            PathOf("channel"), models, [.. many, .. shared, .. own.SelectMany(set => set), .. variants]);

        _ = Directory.CreateDirectory(PathOf("definitions"));
        string[] common =
            ["python=3.11", "numpy", "scipy", "scikit-learn", .. many.Select(package => package.Name)];
        await DefineAsync("first", [.. common, "changing=1.0"]);
        for (var run = 0; run < options.Runs; run++)
        {
            await DefineAsync($"more{run}", [.. common, "changing=1.0", $"extra{run}"]);
            await DefineAsync($"changed{run}", [.. common, $"changing=1.{run + 1}"]);
        }

        foreach (var (name, set) in SharedNames.Zip(own))
        {
            await DefineAsync(name, shared.Concat(set).Select(package => package.Name));
        }
    }

    private Task DefineAsync(string name, IEnumerable<string> specs) => File.WriteAllTextAsync(
        PathOf($"definitions/{name}.yml"),
        $"name: {name}\nchannels: ['{PathOf("channel")}', '{options.Channel}']\ndependencies:\n"
        + string.Concat(specs.Select(spec => $"  - {spec}\n")));

    private async Task MakeBaseAsync()
    {
        var system = PathOf("system.tar");
        await Timing.RunAsync($"mmdebstrap --quiet --mode=root --variant=minbase bookworm '{system}'");
        await Timing.RunAsync(
            $"export {engine.Variables}; docker import '{system}' {Base} "
            + $"&& docker save -o '{PathOf("base.tar")}' {Base} "
            + $"&& skopeo copy --quiet 'docker-archive:{PathOf("base.tar")}' 'oci:{PathOf("base")}:1'");
    }

    // The second and further ones are hard links, but for what differs; tar removes a file before it writes it anew.
    private async Task MakeContextAsync(string name, string? like)
    {
        var context = PathOf($"contexts/{name}");
        _ = Directory.CreateDirectory(context);
        var layers = await LayersAsync(name);
        if (like is not null)
        {
            layers = [.. layers.Except(await LayersAsync(like))];
            await Timing.RunAsync(
                $"cd '{context}' && cp -al '{PathOf($"contexts/{like}")}/opt' . && rm -rf opt/env/lib/changing "
                + "opt/env/lib/own* opt/env/conda-meta/{changing,own}*");
        }

        foreach (var layer in layers)
        {
            await Timing.RunAsync($"tar -xzf '{Built.Store}/blobs/sha256/{layer.ToString()[7..]}' -C '{context}'");
        }

        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), $"FROM {Base}\nCOPY opt /opt\n");
    }

    private async Task<ImmutableArray<Digest>> LayersAsync(string name)
    {
        const int BaseLayers = 1;
        var store = new BlobStore(Built.Store);
        var image = await store.GetReferenceAsync($"{name}:1", CancellationToken.None);
        var json = await store.ReadAllBytesAsync(image!.Digest, CancellationToken.None);
        using var manifest = JsonDocument.Parse(json);
        return
        [
            .. manifest.RootElement.GetProperty("layers").EnumerateArray()
                .Skip(BaseLayers)
                .Select(layer => Digest.Parse(layer.GetProperty("digest").GetString()!)),
        ];
    }
}
