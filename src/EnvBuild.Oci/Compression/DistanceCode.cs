namespace EnvBuild.Oci.Compression;

/// <summary>Code of a distance symbol together with the extra bits behind it.</summary>
internal readonly struct DistanceCode
{
    private readonly uint _base;
    private readonly ushort _code;
    private readonly byte _codeLength;
    private readonly byte _bitCount;

    /// <summary>Combines code and extra bits.</summary>
    /// <param name="packed">The symbol's code above the 8 bits of its length.</param>
    /// <param name="symbol">The symbol.</param>
    public DistanceCode(uint packed, int symbol)
    {
        _base = DeflateFormat.DistanceBase[symbol] - 1u;
        _code = (ushort)(packed >> 8);
        _codeLength = (byte)packed;
        _bitCount = (byte)(_codeLength + DeflateFormat.DistanceExtraBits[symbol]);
    }

    /// <summary>Length of the code and the extra bits.</summary>
    public int BitCount => _bitCount;

    /// <summary>Code and extra bits of a distance minus 1.</summary>
    public ulong Bits(uint distanceIndex) => _code | ((ulong)(distanceIndex - _base) << _codeLength);
}
