using System.Collections.Immutable;
using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Servers;

namespace EnvBuild.Benchmarks.Images;

/// <summary>A registry for each contender that has the first environment, as this contender has sent it.</summary>
/// <param name="EnvBuild">Of EnvBuild.</param>
/// <param name="Docker">Of each of docker's builders.</param>
/// <param name="Skopeo">Of skopeo.</param>
internal sealed record WarmRegistries(
    RegistryServer EnvBuild, ImmutableArray<(DockerBuilds Builder, RegistryServer Registry)> Docker, RegistryServer Skopeo)
    : IAsyncDisposable
{
    public static async Task<WarmRegistries> MakeAsync(ImageWorld world)
    {
        await DockerBuilds.CleanAsync(world.Engine);
        var docker = ImmutableArray.CreateBuilder<(DockerBuilds, RegistryServer)>();
        foreach (var builder in DockerBuilds.Both(world.Engine))
        {
            var registry = await RegistryServer.StartAsync(world.Servers, world.PathOf($"registry.docker{builder.BuildKit}"));
            var tag = $"{registry.Host}/env:first";
            await Timing.RunAsync($"{builder.Build(world.PathOf("contexts/first"), tag)} && {builder.Push(tag)}");
            docker.Add((builder, registry));
        }

        // The home of the last cold run: it has the first environment and nothing else.
        var own = await RegistryServer.StartAsync(world.Servers, world.PathOf("registry.own"));
        await Timing.RunAsync(world.EnvBuild("cold").Push("first", $"{own.Host}/env:first"));
        var skopeo = await RegistryServer.StartAsync(world.Servers, world.PathOf("registry.skopeo"));
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
