using System.Globalization;
using System.Text;

namespace EnvBuild.Oci.Layers;

/// <summary>
/// Headers of the ustar format, with a pax extended header only where ustar is too narrow (POSIX.1-2017, pax). Owner,
/// group and time are 0, names of owners are empty.
/// </summary>
internal static class TarHeader
{
    public const int BlockSize = 512;
    private const int NameLength = 100;
    private const int PrefixLength = 155;
    private const long LargestSize = 0x1_FFFF_FFFF;
    private const int PermissionBits = 0b111_111_111_111;

    /// <summary>Appends the header blocks of an entry.</summary>
    /// <param name="output">Takes whole blocks.</param>
    /// <param name="path">Path in UTF-8; of a folder with <c>/</c> at its end.</param>
    /// <param name="type">Type flag of ustar.</param>
    /// <param name="mode">Permission bits.</param>
    /// <param name="size">Size of the content in bytes.</param>
    /// <param name="link">Link target in UTF-8; empty for none.</param>
    public static void Append(
        List<byte> output, ReadOnlySpan<byte> path, char type, int mode, long size, ReadOnlySpan<byte> link)
    {
        var records = new List<byte>();
        if (link.Length > NameLength || !Ascii.IsValid(link))
        {
            AppendRecord(records, "linkpath", link);
            link = [];
        }

        var split = FindSplit(path);
        if (split < 0 || !Ascii.IsValid(path))
        {
            AppendRecord(records, "path", path);
            path = "pax"u8;
            split = 0;
        }

        if (size > LargestSize)
        {
            AppendRecord(records, "size", Encoding.ASCII.GetBytes(size.ToString(CultureInfo.InvariantCulture)));
        }

        if (records.Count > 0)
        {
            AppendBlock(output, "pax/header"u8, 0, 'x', 0b110_100_100, records.Count, []);
            output.AddRange(records);
            Pad(output);
        }

        AppendBlock(output, path, split, type, mode & PermissionBits, Math.Min(size, LargestSize), link);
    }

    /// <summary>Fills the last block with zeros.</summary>
    public static void Pad(List<byte> output)
    {
        while (output.Count % BlockSize != 0)
        {
            output.Add(0);
        }
    }

    // Index of the '/' between prefix and name, 0 for no prefix, -1 if the path does not fit.
    private static int FindSplit(ReadOnlySpan<byte> path)
    {
        if (path.Length <= NameLength)
        {
            return 0;
        }

        var earliest = path.Length - NameLength - 1;
        var offset = path[earliest..^1].IndexOf((byte)'/');
        return offset >= 0 && earliest + offset is > 0 and <= PrefixLength ? earliest + offset : -1;
    }

    // "<length> <key>=<value>\n", where the length counts itself.
    private static void AppendRecord(List<byte> records, string key, ReadOnlySpan<byte> value)
    {
        var rest = key.Length + value.Length + 3;
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        records.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")));
        records.AddRange(value);
        records.Add((byte)'\n');
    }

    private static void AppendBlock(
        List<byte> output, ReadOnlySpan<byte> path, int split, char type, int mode, long size, ReadOnlySpan<byte> link)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        (split > 0 ? path[(split + 1)..] : path).CopyTo(block);
        WriteOctal(block.Slice(100, 8), mode);
        WriteOctal(block.Slice(108, 8), 0);
        WriteOctal(block.Slice(116, 8), 0);
        WriteOctal(block.Slice(124, 12), size);
        WriteOctal(block.Slice(136, 12), 0);
        block.Slice(148, 8).Fill((byte)' ');
        block[156] = (byte)type;
        link.CopyTo(block[157..]);
        "ustar\0"u8.CopyTo(block[257..]);
        "00"u8.CopyTo(block[263..]);
        WriteOctal(block.Slice(329, 8), 0);
        WriteOctal(block.Slice(337, 8), 0);
        path[..split].CopyTo(block[345..]);

        var sum = 0;
        foreach (var value in block)
        {
            sum += value;
        }

        // Six digits, NUL, space: the form that all writers of ustar use.
        WriteOctal(block.Slice(148, 7), sum);
        output.AddRange(block);
    }

    private static void WriteOctal(Span<byte> field, long value)
    {
        for (var i = field.Length - 2; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }

        field[^1] = 0;
    }
}
