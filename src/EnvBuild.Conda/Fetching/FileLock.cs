namespace EnvBuild.Conda.Fetching;

/// <summary>Lets one process, and one task of it, at a time at a file.</summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] TakenCodes = [11, 35, unchecked((int)0x80070020)];

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until the lock is free; disposing the result frees it, as does the end of the process.</summary>
    public static async Task<FileStream> AcquireAsync(
        string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException exception) when (TakenCodes.Contains(exception.HResult))
            {
                await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
