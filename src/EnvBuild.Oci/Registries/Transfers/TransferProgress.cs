using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>Adds up the bytes of all blobs on their way.</summary>
internal sealed class TransferProgress(string activity, string item, long total, IReporter reporter)
{
    private long _moved;

    /// <summary>More has moved, or, with a negative number, has to be sent again.</summary>
    public void Add(long bytes)
    {
        var moved = Interlocked.Add(ref _moved, bytes);
        reporter.Progress(new ProgressUpdate(activity, item, Math.Clamp(moved, 0, total), total, "B"));
    }
}
