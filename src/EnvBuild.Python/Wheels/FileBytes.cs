using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Python.Wheels;

/// <summary>Reads of exact ranges.</summary>
internal static class FileBytes
{
    /// <summary>Fills the buffer from the file.</summary>
    /// <exception cref="WheelException">The file ends before.</exception>
    public static async Task ReadAsync(
        SafeFileHandle handle, Memory<byte> buffer, long offset, string wheel, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var count = await RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                throw new WheelException(wheel, null, "is truncated");
            }

            buffer = buffer[count..];
            offset += count;
        }
    }
}
