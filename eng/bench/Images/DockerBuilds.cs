using EnvBuild.Benchmarks.Comparing;
using EnvBuild.Benchmarks.Servers;

namespace EnvBuild.Benchmarks.Images;

/// <summary>Commands of docker for one of its builders.</summary>
/// <param name="Name">Name of the builder.</param>
/// <param name="BuildKit">Value of <c>DOCKER_BUILDKIT</c>.</param>
/// <param name="Engine">The engine.</param>
internal sealed record DockerBuilds(string Name, int BuildKit, DockerServer Engine)
{
    public static DockerBuilds[] Both(DockerServer engine) =>
        [new("docker build (BuildKit)", 1, engine), new("docker build (classic)", 0, engine)];

    public string Build(string context, string tag, bool isCached = true) =>
        $"{Engine.Variables} DOCKER_BUILDKIT={BuildKit} docker build --quiet {(isCached ? "" : "--no-cache ")}-t {tag} "
        + $"'{context}' 2>/dev/null";

    public string Push(string tag) => $"{Engine.Variables} docker push --quiet {tag}";

    public Task RemoveAsync(string tag) => Timing.RunAsync($"{Engine.Variables} docker rmi --force {tag}");

    /// <summary>Leaves nothing but the base in the engine.</summary>
    public static Task CleanAsync(DockerServer engine) => Timing.RunAsync(
        $"export {engine.Variables}; docker images --format '{{{{.Repository}}}}:{{{{.Tag}}}}' "
        + $"| grep -vFx {ImageWorld.Base} | xargs -r docker rmi --force; docker image prune --force; "
        + "docker builder prune --all --force");
}
