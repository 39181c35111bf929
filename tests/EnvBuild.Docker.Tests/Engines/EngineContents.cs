using System.Collections.Immutable;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests.Engines;

/// <summary>All containers and images of an engine, also those without a name, as the docker command lists them.</summary>
internal sealed record EngineContents(ImmutableSortedSet<string> Containers, ImmutableSortedSet<string> Images)
{
    public static async Task<EngineContents> ReadAsync(EngineProcess engine, CancellationToken cancellationToken) => new(
        await ListAsync(engine, cancellationToken, "ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}}"),
        await ListAsync(
            engine,
            cancellationToken,
            "images",
            "--all",
            "--no-trunc",
            "--format",
            "{{.ID}} {{.Repository}}:{{.Tag}}"));

    /// <summary>Fails unless the engine has nothing else than then; what goes away by itself gets time.</summary>
    public async Task IsUnchangedAsync(EngineProcess engine, CancellationToken cancellationToken)
    {
        EngineContents now;
        var end = Environment.TickCount64 + 15_000;
        do
        {
            now = await ReadAsync(engine, cancellationToken);
            if (now.Images.SetEquals(Images) && now.Containers.SetEquals(Containers))
            {
                return;
            }

            await Task.Delay(100, cancellationToken);
        }
        while (Environment.TickCount64 < end);
        CollectionAssert.AreEqual(Containers, now.Containers, "containers");
        CollectionAssert.AreEqual(Images, now.Images, "images");
    }

    private static async Task<ImmutableSortedSet<string>> ListAsync(
        EngineProcess engine, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await engine.Docker(arguments).SucceedsAsync(cancellationToken);
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
