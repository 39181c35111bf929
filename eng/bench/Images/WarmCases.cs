namespace EnvBuild.Benchmarks.Images;

/// <summary>The first environment is built and in the registry.</summary>
internal static class WarmCases
{
    /// <summary>A package of 10 MB comes in, another one in each run.</summary>
    public static ImageCase More(ImageWorld world, WarmRegistries registries, int runs) =>
        Of("One more package", run => $"more{run}", world, registries, runs);

    /// <summary>Everything once more.</summary>
    public static ImageCase Same(ImageWorld world, WarmRegistries registries, int runs) =>
        Of("Nothing changed", _ => "first", world, registries, runs);

    private static ImageCase Of(
        string title, Func<int, string> name, ImageWorld world, WarmRegistries registries, int runs)
    {
        var warm = world.EnvBuild("warm");
        var docker = registries.Docker.Select(pair => new Contender(
            $"{pair.Builder.Name} + push",
            run =>
            [
                pair.Builder.Build(world.PathOf($"contexts/{name(run)}"), $"{pair.Registry.Host}/env:{name(run)}"),
                pair.Builder.Push($"{pair.Registry.Host}/env:{name(run)}"),
            ],
            () => pair.Registry.Bytes)
        {
            EngineCpu = () => world.Engine.CpuSeconds,
        });
        return new ImageCase(
            title,
            runs,
            [
                new Contender(
                    "EnvBuild: build + push",
                    run => [warm.Build(name(run)), warm.Push(name(run), $"{registries.EnvBuild.Host}/env:{name(run)}")],
                    () => registries.EnvBuild.Bytes),
                .. docker,
                new Contender(
                    "skopeo copy alone",
                    run => [world.Built.Skopeo(name(run), $"{registries.Skopeo.Host}/env:{name(run)}")],
                    () => registries.Skopeo.Bytes),
            ]);
    }
}
