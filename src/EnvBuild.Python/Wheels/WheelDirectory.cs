using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Python.Wheels;

/// <summary>Reads and judges the central directory of a wheel.</summary>
internal sealed class WheelDirectory(SafeFileHandle handle, string wheel, WheelArchiveOptions options)
{
    private const int LocalHeaderSize = 30;

    /// <summary>Deflate packs at most 258 bytes into two bits; what declares more is a bomb.</summary>
    private const long DeflateMaximumRatio = 1032;

    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<(long Start, long End, string Name)> _ranges = [];
    private long _size;

    public async Task<IReadOnlyList<WheelMember>> ReadAsync(CancellationToken cancellationToken)
    {
        var end = await ZipEnd.ReadAsync(handle, wheel, RandomAccess.GetLength(handle), cancellationToken)
            .ConfigureAwait(false);
        if (end.Count > options.MaximumMembers || end.Size > Array.MaxLength)
        {
            throw new WheelException(wheel, null, $"has more than {options.MaximumMembers} members");
        }

        var directory = new byte[end.Size];
        await FileBytes.ReadAsync(handle, directory, end.Offset, wheel, cancellationToken).ConfigureAwait(false);
        var members = new List<WheelMember>();
        for (var rest = directory.AsMemory(); !rest.IsEmpty;)
        {
            if (members.Count == end.Count || ZipEntry.Parse(rest) is not { } entry)
            {
                throw new WheelException(wheel, null, "has a damaged central directory");
            }

            members.Add(await ReadMemberAsync(entry, end, cancellationToken).ConfigureAwait(false));
            rest = rest[entry.Length..];
        }

        if (members.Count != end.Count)
        {
            throw new WheelException(wheel, null, $"has {members.Count} members, not the {end.Count} it declares");
        }

        RefuseOverlaps();
        return members;
    }

    private async Task<WheelMember> ReadMemberAsync(ZipEntry entry, ZipEnd end, CancellationToken cancellationToken)
    {
        var name = entry.Name;
        var isDirectory = name.EndsWith('/') || (entry.UnixMode & TypeMask) == Folder;
        var path = name.EndsWith('/') ? name[..^1] : name;
        if ((MemberName.FindFault(path) ?? FindFault(entry)) is { } fault)
        {
            throw new WheelException(wheel, name, fault);
        }

        _size += entry.Size;
        if (_size > options.MaximumSize)
        {
            throw new WheelException(wheel, name, $"makes it unpack to more than {options.MaximumSize} bytes");
        }

        if (!_names.Add(path))
        {
            throw new WheelException(wheel, name, "is there twice");
        }

        var offset = await FindDataAsync(entry, end, name, cancellationToken).ConfigureAwait(false);
        return new WheelMember(
            path, isDirectory, entry.UnixMode, (WheelCompression)entry.Method, entry.Crc32, entry.PackedSize,
            entry.Size, offset);
    }

    private static string? FindFault(ZipEntry entry) => entry switch
    {
        _ when (entry.Flags & ZipEntry.Encrypted) != 0 => "is encrypted",
        _ when (entry.UnixMode & TypeMask) is not (0 or RegularFile or Folder) =>
            "is a symbolic link or a device, which wheels cannot have",
        { Method: (int)WheelCompression.Stored } => entry.Size == entry.PackedSize
            ? null
            : "is stored with two different sizes",
        { Method: (int)WheelCompression.Deflate } => entry.Size / DeflateMaximumRatio > entry.PackedSize
            ? $"declares {entry.Size} bytes, which {entry.PackedSize} packed bytes cannot hold"
            : null,
        _ => $"is packed with method {entry.Method}; wheels have stored (0) and deflate (8)",
    };

    /// <summary>The local header decides where the data starts, and has to name the same member.</summary>
    private async Task<long> FindDataAsync(
        ZipEntry entry, ZipEnd end, string name, CancellationToken cancellationToken)
    {
        var headerLength = LocalHeaderSize + entry.RawName.Length;
        var start = end.Leading + entry.HeaderOffset;
        if (start < end.Leading || start > end.Offset - headerLength)
        {
            throw new WheelException(wheel, name, "starts outside the file: it is truncated");
        }

        var header = new byte[headerLength];
        await FileBytes.ReadAsync(handle, header, start, wheel, cancellationToken).ConfigureAwait(false);
        if (!header.AsSpan().StartsWith("PK\x03\x04"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) != entry.RawName.Length
            || !header.AsSpan(LocalHeaderSize).SequenceEqual(entry.RawName.Span)
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) != entry.Method)
        {
            throw new WheelException(wheel, name, "has a local header that contradicts the central directory");
        }

        var offset = start + headerLength + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (entry.PackedSize > end.Offset - offset)
        {
            throw new WheelException(wheel, name, "ends outside the file: it is truncated");
        }

        _ranges.Add((start, offset + entry.PackedSize, name));
        return offset;
    }

    /// <summary>Members that share their data unpack to far more than the file holds.</summary>
    private void RefuseOverlaps()
    {
        _ranges.Sort();
        for (var index = 1; index < _ranges.Count; index++)
        {
            if (_ranges[index].Start < _ranges[index - 1].End)
            {
                throw new WheelException(wheel, _ranges[index].Name, $"overlaps '{_ranges[index - 1].Name}'");
            }
        }
    }
}
