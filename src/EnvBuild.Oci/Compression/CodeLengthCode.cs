namespace EnvBuild.Oci.Compression;

/// <summary>
/// The head of a block with its own codes: their lengths, run-length coded (RFC 1951, section 3.2.7).
/// </summary>
internal sealed class CodeLengthCode
{
    private const int Symbols = 19;
    private const int LongestCode = 7;
    private const int Repeat = 16;
    private const int ShortZeros = 17;
    private const int LongZeros = 18;
    private const int FewestLiterals = 257;
    private readonly List<(byte Symbol, byte Extra)> _items = [];
    private readonly int[] _frequencies = new int[Symbols];
    private readonly byte[] _lengths = new byte[Symbols];
    private readonly uint[] _codes = new uint[Symbols];
    private int _literals;
    private int _distances;
    private int _used;

    /// <summary>Size of the head in bits.</summary>
    public int BitCount { get; private set; }

    public void Prepare(ReadOnlySpan<byte> literalLengths, ReadOnlySpan<byte> distanceLengths)
    {
        _literals = Math.Max(FewestLiterals, literalLengths.LastIndexOfAnyExcept((byte)0) + 1);
        _distances = Math.Max(1, distanceLengths.LastIndexOfAnyExcept((byte)0) + 1);
        _items.Clear();
        Array.Clear(_frequencies);
        AddRuns([.. literalLengths[.._literals], .. distanceLengths[.._distances]]);
        if (_frequencies.Count(frequency => frequency > 0) < 2)
        {
            _frequencies[_frequencies[0] > 0 ? 1 : 0]++;
        }

        HuffmanCode.ComputeLengths(_frequencies, LongestCode, _lengths);
        HuffmanCode.Pack(_lengths, _codes);
        _used = Symbols;
        while (_used > 4 && _lengths[DeflateFormat.CodeLengthOrder[_used - 1]] == 0)
        {
            _used--;
        }

        BitCount = 14 + (3 * _used) + _items.Sum(item => _lengths[item.Symbol] + ExtraBits(item.Symbol));
    }

    public void Write(ref BitWriter writer)
    {
        writer.Add((uint)(_literals - FewestLiterals), 5);
        writer.Add((uint)(_distances - 1), 5);
        writer.Add((uint)(_used - 4), 4);
        writer.Flush();
        foreach (var symbol in DeflateFormat.CodeLengthOrder[.._used])
        {
            writer.Add(_lengths[symbol], 3);
            writer.Flush();
        }

        foreach (var (symbol, extra) in _items)
        {
            writer.AddPacked(_codes[symbol]);
            writer.Add(extra, ExtraBits(symbol));
            writer.Flush();
        }
    }

    private static int ExtraBits(int symbol) => symbol switch
    {
        Repeat => 2,
        ShortZeros => 3,
        LongZeros => 7,
        _ => 0,
    };

    private void AddRuns(ReadOnlySpan<byte> lengths)
    {
        while (!lengths.IsEmpty)
        {
            var value = lengths[0];
            var run = lengths.IndexOfAnyExcept(value);
            run = run < 0 ? lengths.Length : run;
            lengths = lengths[run..];
            if (value == 0)
            {
                AddZeros(run);
            }
            else
            {
                Add(value, 0);
                AddRepeats(value, run - 1);
            }
        }
    }

    private void AddZeros(int run)
    {
        for (; run >= 11; run -= Math.Min(run, 138))
        {
            Add(LongZeros, Math.Min(run, 138) - 11);
        }

        if (run >= 3)
        {
            Add(ShortZeros, run - 3);
            return;
        }

        for (; run > 0; run--)
        {
            Add(0, 0);
        }
    }

    private void AddRepeats(byte value, int run)
    {
        for (; run >= 3; run -= Math.Min(run, 6))
        {
            Add(Repeat, Math.Min(run, 6) - 3);
        }

        for (; run > 0; run--)
        {
            Add(value, 0);
        }
    }

    private void Add(int symbol, int extra)
    {
        _items.Add(((byte)symbol, (byte)extra));
        _frequencies[symbol]++;
    }
}
