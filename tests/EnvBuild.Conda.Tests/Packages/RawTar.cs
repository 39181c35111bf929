using System.Globalization;
using System.Text;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>A tar with headers that no writer would write.</summary>
internal sealed class RawTar
{
    private const int Block = 512;

    private readonly List<byte> _bytes = [];

    public RawTar Entry(char type, string name, string content = "", string? size = null, string link = "")
    {
        var data = Encoding.Latin1.GetBytes(content);
        var header = new byte[Block];
        Put(header, 0, name);
        Put(header, 100, "0000644");
        Put(header, 108, "0000000");
        Put(header, 116, "0000000");
        Put(header, 124, size ?? Convert.ToString(data.Length, 8).PadLeft(11, '0'));
        Put(header, 136, "00000000000");
        header[156] = (byte)type;
        Put(header, 157, link);
        Put(header, 257, "ustar\u000000");
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Sum(value => (int)value);
        Put(header, 148, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        _bytes.AddRange(header);
        _bytes.AddRange(data);
        _bytes.AddRange(new byte[(Block - (data.Length % Block)) % Block]);
        return this;
    }

    /// <summary>Attributes of the next entry.</summary>
    public RawTar Pax(params (string Key, string Value)[] attributes) =>
        Entry('x', "PaxHeaders/x", string.Concat(attributes.Select(pair => PaxLine(pair.Key, pair.Value))));

    /// <summary>Attributes of all entries that follow.</summary>
    public RawTar GlobalPax(string key, string value) => Entry('g', "GlobalHead", PaxLine(key, value));

    public byte[] ToArray() => [.. _bytes, .. new byte[2 * Block]];

    private static string PaxLine(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = rest.Length + 1;
        while (length < rest.Length + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length++;
        }

        return $"{length}{rest}";
    }

    private static void Put(byte[] header, int at, string text) =>
        Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(text.Length, 100)), header.AsSpan(at));
}
