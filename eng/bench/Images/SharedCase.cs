namespace EnvBuild.Benchmarks.Images;

/// <summary>
/// Environments of 50 packages each, of which 40 are the same in all, from nothing into an empty registry.
/// </summary>
internal static class SharedCase
{
    public static async Task RunAsync(ImageWorld world, TextWriter output)
    {
        var home = world.EnvBuild("shared");
        var builder = DockerBuilds.Both(world.Engine)[0];
        await using var own = new FreshRegistry(world.Servers, world.PathOf("registry.own"));
        await using var docker = new FreshRegistry(world.Servers, world.PathOf("registry.docker"));
        await using var skopeo = new FreshRegistry(world.Servers, world.PathOf("registry.skopeo"));
        var result = new ImageCase(
            $"{ImageOptions.Environments} environments that share 80 % of their packages",
            Runs: 1,
            [
                new Contender(
                    "EnvBuild: build all + push all",
                    _ =>
                    [
                        All(home.Build),
                        All(name => home.Push(name, $"{own.Host}/{name}:1")),
                    ],
                    () => own.Bytes)
                {
                    Prepare = _ => own.RenewAsync(),
                },
                new Contender(
                    $"{builder.Name} all + push all",
                    _ =>
                    [
                        All(name => builder.Build(world.PathOf($"contexts/{name}"), $"{docker.Host}/{name}:1")),
                        All(name => builder.Push($"{docker.Host}/{name}:1")),
                    ],
                    () => docker.Bytes)
                {
                    EngineCpu = () => world.Engine.CpuSeconds,
                    Prepare = _ => docker.RenewAsync(),
                },
                new Contender(
                    "skopeo copy of all alone",
                    _ => [All(name => world.Built.Skopeo(name, $"{skopeo.Host}/{name}:1"))],
                    () => skopeo.Bytes)
                {
                    Prepare = _ => skopeo.RenewAsync(),
                },
            ]);
        await result.RunAsync(output);
        await output.WriteLineAsync(
            $"Blobs in the registry afterwards: EnvBuild {own.Stored / 1e6:0.0} MB, "
            + $"docker {docker.Stored / 1e6:0.0} MB, skopeo {skopeo.Stored / 1e6:0.0} MB.\n");
    }

    private static string All(Func<string, string> command) =>
        string.Join('\n', ImageWorld.SharedNames.Select(command));
}
