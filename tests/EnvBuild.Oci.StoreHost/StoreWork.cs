using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.StoreHost;

/// <summary>What the processes do that the tests start, kill and count.</summary>
internal static class StoreWork
{
    private const int LayersOfAnImage = 4;
    private const int LargestFile = 200_000;

    /// <summary>
    /// Makes one image after the other until it is killed; tells by a file that the first one is named.
    /// </summary>
    public static async Task<int> WriteForeverAsync(BlobStore store, int seed, string readyFile)
    {
        // Only for sizes and content of test files.
#pragma warning disable CA5394
        var random = new Random(seed);
        for (var number = 0; ; number++)
        {
            var layers = new List<AddedLayer>();
            for (var i = 0; i < LayersOfAnImage; i++)
            {
                var content = new byte[random.Next(LargestFile)];
                random.NextBytes(content);
                var layer = await LayerWriter.WriteAsync(
                    [LayerEntry.ForContent($"data/{number}-{i}", content)], store, LayerCompression.Gzip, default);
                await store.SetLayerAsync($"{seed}-{number}-{i}", layer, default);
                layers.Add(new AddedLayer(layer, $"layer {i}"));
            }

            var image = await ImageAssembler.AssembleAsync(
                store, BaseImage.Scratch(Platform.LinuxAmd64), layers, new ImageSettings(), default);
            await store.SetReferenceAsync($"image:{random.Next(10)}", image.Descriptor, default);
            await File.WriteAllTextAsync(readyFile, "");
            await store.WriteIndexAsync(default);
        }
#pragma warning restore CA5394
    }

    /// <summary>Holds a lock until it is killed.</summary>
    public static async Task<int> HoldAsync(BlobStore store, string readyFile)
    {
        using var held = await store.LockAsync("held", default);
        await File.WriteAllTextAsync(readyFile, "");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    /// <summary>Makes something under a lock, unless another process has; tells by its exit code who did.</summary>
    /// <returns>0 if it was there, 10 if this made it, 1 if another process held the lock at the same time.</returns>
    public static async Task<int> MakeOnceAsync(BlobStore store, string folder)
    {
        using var held = await store.LockAsync("fingerprint", default);
        var holder = Path.Combine(folder, "holder");
        try
        {
            await using var alone = new FileStream(holder, FileMode.CreateNew);
        }
        catch (IOException)
        {
            return 1;
        }

        var made = Path.Combine(folder, "made");
        var exists = File.Exists(made);
        if (!exists)
        {
            await Task.Delay(100);
            await File.WriteAllTextAsync(made, "");
        }

        File.Delete(holder);
        return exists ? 0 : 10;
    }

    /// <summary>Asks for everything again that is there; then for something that is not.</summary>
    /// <returns>0 if that worked without a lock, 10 if with one, 1 if something new could be written.</returns>
    public static async Task<int> ReuseAsync(BlobStore store)
    {
        using var held = await store.LockAsync("fingerprint", default);
        foreach (var reference in await store.ListReferencesAsync(default))
        {
            var bytes = await store.ReadAllBytesAsync(reference.Target.Digest, default);
            await store.WriteAsync(bytes, reference.Target.MediaType, default);
            await store.SetReferenceAsync(reference.Name, reference.Target, default);
        }

        await store.WriteIndexAsync(default);
        try
        {
            await store.WriteAsync("new"u8.ToArray(), MediaTypes.Empty, default);
            return 1;
        }
        catch (EnvBuildException exception) when (exception.Diagnostics[0].Code == "ENV0004")
        {
            return held.IsHeld ? 10 : 0;
        }
    }

    /// <summary>Gives an image of the store many names.</summary>
    public static async Task<int> NameAsync(BlobStore store, string prefix, int count)
    {
        var target = (await store.GetReferenceAsync("target", default))!;
        for (var i = 0; i < count; i++)
        {
            await store.SetReferenceAsync($"{prefix}:{i}", target, default);
            await store.WriteIndexAsync(default);
        }

        return 0;
    }
}
