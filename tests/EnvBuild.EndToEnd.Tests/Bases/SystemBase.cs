using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>A minimal Debian system made by mmdebstrap, as an archive of <c>docker save</c>.</summary>
internal sealed class SystemBase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Reference of the base as a definition writes it.</summary>
    public string Reference => $"docker-archive:{_folder["base.tar"]}";

    public static async Task<SystemBase> MakeAsync(CancellationToken cancellationToken)
    {
        var mmdebstrap = RequiredTool.Find("mmdebstrap", "mmdebstrap");
        RequiredTool.RequireRoot("mmdebstrap, as the tests use it,");
        var mirror = await DebianMirror.FindAsync(cancellationToken);
        var made = new SystemBase();
        var folder = made._folder;
        _ = await new ProcessSpec(
            mmdebstrap,
            "--quiet",
            "--mode=root",
            "--variant=minbase",
            mirror.Codename,
            folder["system.tar"],
            mirror.SourceLine).SucceedsAsync(cancellationToken);
        await DockerArchiveWriter.WriteAsync(
            folder["base.tar"], "base:latest", folder["system.tar"], cancellationToken);
        return made;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
