using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Servers;

namespace EnvBuild.Benchmarks.Images;

/// <summary>
/// Images into registries and engines: EnvBuild, <c>docker build</c> with the same files, and <c>skopeo copy</c>, in
/// turns, with the bytes on the wire.
/// </summary>
internal static class ImageProgram
{
    public static async Task RunAsync(ImageOptions options, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("envbuild-images-").FullName;
        try
        {
            await using var servers = new ServerGroup();
            await using var engine = await DockerServer.StartAsync(
                servers, Path.Combine(folder, "engine"), options.Buildx);
            var world = new ImageWorld(options, folder, servers, engine);
            await world.MakeAsync();
            foreach (var name in new[] { "first", "more0", "changed0", "shared0", "shared1" })
            {
                await output.WriteLineAsync($"* {await world.DescribeAsync(name)}");
            }

            await output.WriteLineAsync();
            await using (var registry = new FreshRegistry(servers, Path.Combine(folder, "registry")))
            {
                await ColdCase.Of(world, registry, options.Runs).RunAsync(output);
            }

            await using (var registries = await WarmRegistries.MakeAsync(world))
            {
                await WarmCases.More(world, registries, options.Runs).RunAsync(output);
                await WarmCases.Same(world, registries, options.Runs * 3).RunAsync(output);
            }

            await DockerBuilds.CleanAsync(engine);
            await (await DeliveryCase.OfAsync(world, options.Runs)).RunAsync(output);
            await DockerBuilds.CleanAsync(engine);
            await SharedCase.RunAsync(world, output);
        }
        finally
        {
            // The engine may leave mounts behind.
            await Timing.RunAsync(
                $"grep -F ' {folder}/' /proc/self/mounts | cut -d' ' -f2 | tac | xargs -r umount --lazy; rm -rf '{folder}'");
        }
    }
}
