using System.Collections.Immutable;
using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Servers;

namespace EnvBuild.Benchmarks.Images;

/// <summary>A registry for each contender that has the first environment, as this contender has sent it.</summary>
/// <param name="EnvBuild">Of EnvBuild.</param>
/// <param name="Docker">Of each of docker's builders.</param>
/// <param name="Skopeo">Of skopeo.</param>
internal sealed record WarmRegistries(
    RegistryServer EnvBuild,
    ImmutableArray<(DockerBuilds Builder, RegistryServer Registry)> Docker,
    RegistryServer Skopeo)
    : IAsyncDisposable
{
    public static async Task<WarmRegistries> MakeAsync(ImageWorld world, string folder)
    {
        var docker = ImmutableArray.CreateBuilder<(DockerBuilds, RegistryServer)>();
        foreach (var builder in DockerBuilds.Both(world.Engine))
        {
            var registry = await RegistryServer.StartAsync(
                world.Servers, world.PathOf($"{folder}.docker{builder.BuildKit}"));
            var tag = $"{registry.Host}/env:first";
            await Timing.RunAsync($"{builder.Build(world.PathOf("contexts/first"), tag)} && {builder.Push(tag)}");
            docker.Add((builder, registry));
        }

        var own = await RegistryServer.StartAsync(world.Servers, world.PathOf($"{folder}.own"));
        var warm = world.EnvBuild("warm");
        await Timing.RunAsync($"{warm.Build("first")} && {warm.Push("first", $"{own.Host}/env:first")}");
        var skopeo = await RegistryServer.StartAsync(world.Servers, world.PathOf($"{folder}.skopeo"));
        await Timing.RunAsync(world.Built.Skopeo("first", $"{skopeo.Host}/env:first"));
        return new WarmRegistries(own, docker.DrainToImmutable(), skopeo);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var registry in Docker.Select(docker => docker.Registry).Prepend(EnvBuild).Append(Skopeo))
        {
            await registry.DisposeAsync();
        }
    }
}
