namespace EnvBuild.Benchmarks.Images;

/// <summary>
/// Nothing is there: no store, no cache, an empty registry. The base is in the engine and in a layout.
/// </summary>
internal static class ColdCase
{
    public static ImageCase Of(ImageWorld world, FreshRegistry registry, int runs)
    {
        var cold = world.EnvBuild("cold");
        var docker = DockerBuilds.Both(world.Engine).Select(builder => new Contender(
            $"{builder.Name} + push",
            _ =>
            [
                builder.Build(world.PathOf("contexts/first"), $"{registry.Host}/env:first", isCached: false),
                builder.Push($"{registry.Host}/env:first"),
            ],
            () => registry.Bytes)
        {
            EngineCpu = () => world.Engine.CpuSeconds,
            Prepare = async _ =>
            {
                await DockerBuilds.CleanAsync(world.Engine);
                await registry.RenewAsync();
            },
        });
        return new ImageCase(
            "Cold build and push",
            runs,
            [
                new Contender(
                    "EnvBuild: build + push",
                    _ => [cold.Build("first"), cold.Push("first", $"{registry.Host}/env:first")],
                    () => registry.Bytes)
                {
                    Prepare = async _ =>
                    {
                        if (Directory.Exists(cold.Home))
                        {
                            Directory.Delete(cold.Home, recursive: true);
                        }

                        await registry.RenewAsync();
                    },
                },
                .. docker,
                new Contender(
                    "EnvBuild: push alone",
                    _ => [world.Built.Push("first", $"{registry.Host}/env:first")],
                    () => registry.Bytes)
                {
                    Prepare = _ => registry.RenewAsync(),
                },
                new Contender(
                    "skopeo copy alone",
                    _ => [world.Built.Skopeo("first", $"{registry.Host}/env:first")],
                    () => registry.Bytes)
                {
                    Prepare = _ => registry.RenewAsync(),
                },
            ]);
    }
}
