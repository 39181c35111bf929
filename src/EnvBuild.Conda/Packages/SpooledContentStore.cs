using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Conda.Packages;

/// <summary>Bytes in a temporary file that vanishes with the handle.</summary>
internal sealed class SpooledContentStore(SafeFileHandle file, long length) : ContentStore
{
    public override long Length => length;

    public static SafeFileHandle CreateFile(string? folder)
    {
        var path = Path.Combine(folder ?? Path.GetTempPath(), $"envbuild-{Guid.NewGuid():N}.spool");
        return File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }

    public override bool TryGetMemory(long offset, long length, out ReadOnlyMemory<byte> memory)
    {
        memory = default;
        return length == 0;
    }

    public override int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(file, buffer[total..], offset + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return total;
    }

    protected override void Dispose(bool disposing) => file.Dispose();
}
