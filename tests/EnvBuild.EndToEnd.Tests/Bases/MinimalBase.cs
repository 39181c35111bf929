using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>A base with libc and a shell alone, as an OCI layout folder.</summary>
internal sealed class MinimalBase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Reference of the base as a definition writes it.</summary>
    public string Reference => $"oci:{_folder["layout"]}";

    /// <summary>Absolute path of the layout.</summary>
    public string Layout => _folder["layout"];

    public static async Task<MinimalBase> MakeAsync(CancellationToken cancellationToken)
    {
        var apt = RequiredTool.Find("apt-get", "apt");
        var dpkg = RequiredTool.Find("dpkg-deb", "dpkg");
        var made = new MinimalBase();
        var folder = made._folder;
        _ = Directory.CreateDirectory(folder["packages"]);
        var download = await new ProcessSpec(apt, "download", "libc6", "dash") { Folder = folder["packages"] }
            .RunAsync(cancellationToken);
        if (download.ExitCode != 0)
        {
            Assert.Inconclusive($"Debian packages cannot be downloaded: {download.Error}");
        }

        foreach (var package in Directory.GetFiles(folder["packages"], "*.deb"))
        {
            _ = await new ProcessSpec(dpkg, "--extract", package, folder["root"]).SucceedsAsync(cancellationToken);
        }

        _ = Directory.CreateDirectory(folder["root/tmp"]);
        _ = await new ProcessSpec(
            "tar", "-C", folder["root"], "--sort=name", "--owner=0", "--group=0", "-cf", folder["layer.tar"], ".")
            .SucceedsAsync(cancellationToken);
        await LayoutWriter.WriteAsync(made.Layout, folder["layer.tar"], cancellationToken);
        return made;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
