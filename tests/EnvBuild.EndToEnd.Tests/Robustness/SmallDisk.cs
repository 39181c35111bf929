using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Robustness;

/// <summary>A tmpfs of a given size.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder)
    {
        _folder = folder;
    }

    public static async Task<SmallDisk> MountAsync(string folder, int megabytes, CancellationToken cancellationToken)
    {
        RequiredTool.RequireRoot("Mounting a small disk");
        _ = Directory.CreateDirectory(folder);
        var mount = await new ProcessSpec("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder)
            .RunAsync(cancellationToken);
        if (mount.ExitCode != 0)
        {
            Assert.Inconclusive($"A small disk cannot be mounted here: {mount.Error.Trim()}");
        }

        return new SmallDisk(folder);
    }

    public async Task ResizeAsync(int megabytes, CancellationToken cancellationToken) =>
        _ = await new ProcessSpec("mount", "-o", $"remount,size={megabytes}m", _folder)
            .SucceedsAsync(cancellationToken);

    public async ValueTask DisposeAsync() =>
        _ = await new ProcessSpec("umount", _folder).RunAsync(CancellationToken.None);
}
