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
            foreach (var name in options.Cases)
            {
                await DockerBuilds.CleanAsync(engine);
                await RunCaseAsync(name, world, options.Runs, output);
            }
        }
        finally
        {
            // The engine may leave mounts behind.
            await Timing.RunAsync(
                $"grep -F ' {folder}/' /proc/self/mounts | cut -d' ' -f2 | tac | xargs -r umount --lazy; "
                + $"rm -rf '{folder}'");
        }
    }

    private static async Task RunCaseAsync(string name, ImageWorld world, int runs, TextWriter output)
    {
        switch (name)
        {
            case "cold":
                await using (var registry = new FreshRegistry(world.Servers, world.PathOf("registry.cold")))
                {
                    await ColdCase.Of(world, registry, runs).RunAsync(output);
                }

                break;
            case "more" or "same":
                await using (var registries = await WarmRegistries.MakeAsync(world, $"registry.{name}"))
                {
                    var scenario = name == "more"
                        ? WarmCases.More(world, registries, runs)
                        : WarmCases.Same(world, registries, runs * 3);
                    await scenario.RunAsync(output);
                }

                break;
            case "delivery":
                await (await DeliveryCase.OfAsync(world, runs)).RunAsync(output);
                break;
            case "shared":
                await SharedCase.RunAsync(world, output);
                break;
            default:
                throw new ArgumentException($"unknown case {name}", nameof(name));
        }
    }
}
