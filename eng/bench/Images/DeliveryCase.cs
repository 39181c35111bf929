using EnvBuild.Benchmarks.Comparing;

namespace EnvBuild.Benchmarks.Images;

/// <summary>
/// The engine has the first environment; a package of 10 MB changes, another version in each run, and the image shall
/// be in the engine. Bytes are those between command and engine.
/// </summary>
internal static class DeliveryCase
{
    public static async Task<ImageCase> OfAsync(ImageWorld world, int runs)
    {
        var engine = world.Engine;
        var (own, loading) = (world.EnvBuild("deliver"), world.EnvBuild("load"));
        var archive = world.PathOf("image.tar");
        await Timing.RunAsync($"{own.Build("first")} && {loading.Build("first")}");
        await Timing.RunAsync(own.Deliver("first", engine.Variables));
        var docker = DockerBuilds.Both(engine).Select(builder => new Contender(
            builder.Name,
            run => [builder.Build(world.PathOf($"contexts/changed{run}"), $"env-{builder.BuildKit}:changed{run}")],
            () => engine.Bytes)
        {
            EngineCpu = () => engine.CpuSeconds,
            CleanUp = run => builder.RemoveAsync($"env-{builder.BuildKit}:changed{run}"),
        });
        foreach (var builder in DockerBuilds.Both(engine))
        {
            await Timing.RunAsync(builder.Build(world.PathOf("contexts/first"), $"env-{builder.BuildKit}:first"));
        }

        Task RemoveAsync(int run) => Timing.RunAsync(
            $"export {engine.Variables}; docker images --quiet changed{run} | sort -u | xargs -r docker rmi --force");
        return new ImageCase(
            "Delivery of a changed package into an engine that has the rest",
            runs,
            [
                new Contender(
                    "EnvBuild: build + deliver",
                    run => [own.Build($"changed{run}"), own.Deliver($"changed{run}", engine.Variables)],
                    () => engine.Bytes)
                {
                    EngineCpu = () => engine.CpuSeconds,
                    CleanUp = RemoveAsync,
                },
                .. docker,
                new Contender(
                    "EnvBuild: build + export, docker load",
                    run =>
                    [
                        loading.Build($"changed{run}"),
                        loading.Export($"changed{run}", archive),
                        $"{engine.Variables} docker load --input '{archive}'",
                    ],
                    () => engine.Bytes)
                {
                    EngineCpu = () => engine.CpuSeconds,
                    CleanUp = RemoveAsync,
                },
            ]);
    }
}
