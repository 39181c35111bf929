using System.Buffers.Binary;

namespace EnvBuild.Oci.Compression;

/// <summary>Canonical Huffman codes of limited length (RFC 1951, section 3.2.2).</summary>
internal static class HuffmanCode
{
    private const int LongestPossible = 32;

    /// <summary>Computes code lengths for frequencies; symbols that do not occur get 0.</summary>
    /// <param name="frequencies">How often each symbol occurs; at least two occur.</param>
    /// <param name="limit">Longest code in bits.</param>
    /// <param name="lengths">Gets the lengths.</param>
    public static void ComputeLengths(ReadOnlySpan<int> frequencies, int limit, Span<byte> lengths)
    {
        Span<long> keys = stackalloc long[frequencies.Length];
        var used = 0;
        for (var symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
            {
                // The symbol in the low bits makes the order total, and with it the result the same everywhere.
                keys[used++] = ((long)frequencies[symbol] << 16) | (uint)symbol;
            }
        }

        keys = keys[..used];
        keys.Sort();
        Span<int> depths = stackalloc int[used];
        for (var i = 0; i < used; i++)
        {
            depths[i] = (int)(keys[i] >> 16);
        }

        ComputeDepths(depths);
        Span<int> counts = stackalloc int[LongestPossible + 1];
        counts.Clear();
        foreach (var depth in depths)
        {
            counts[Math.Min(depth, limit)]++;
        }

        Limit(counts, limit);
        lengths.Clear();
        var next = used - 1;
        for (var length = 1; length <= limit; length++)
        {
            for (var i = 0; i < counts[length]; i++)
            {
                lengths[(int)(keys[next--] & 0xFFFF)] = (byte)length;
            }
        }
    }

    /// <summary>Packs each symbol's code, least significant bit first, above the 8 bits of its length.</summary>
    /// <param name="lengths">Lengths of the codes.</param>
    /// <param name="packed">Gets the codes.</param>
    public static void Pack(ReadOnlySpan<byte> lengths, Span<uint> packed)
    {
        Span<uint> next = stackalloc uint[LongestPossible];
        next.Clear();
        foreach (var length in lengths)
        {
            next[length]++;
        }

        next[0] = 0;
        var code = 0u;
        for (var length = 1; length < LongestPossible; length++)
        {
            var count = next[length];
            code <<= 1;
            next[length] = code;
            code += count;
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var length = lengths[symbol];
            packed[symbol] = length == 0 ? 0 : (Reverse(next[length]++, length) << 8) | length;
        }
    }

    // Depths of the leaves in place of sorted weights (Moffat and Katajainen, 1995).
    private static void ComputeDepths(Span<int> weights)
    {
        var count = weights.Length;
        weights[0] += weights[1];
        for (int next = 1, root = 0, leaf = 2; next < count - 1; next++)
        {
            weights[next] = leaf >= count || weights[root] < weights[leaf]
                ? TakeRoot(weights, ref root, next)
                : weights[leaf++];
            weights[next] += leaf >= count || (root < next && weights[root] < weights[leaf])
                ? TakeRoot(weights, ref root, next)
                : weights[leaf++];
        }

        weights[count - 2] = 0;
        for (var next = count - 3; next >= 0; next--)
        {
            weights[next] = weights[weights[next]] + 1;
        }

        SpreadDepths(weights);
    }

    private static int TakeRoot(Span<int> weights, ref int root, int parent)
    {
        var weight = weights[root];
        weights[root++] = parent;
        return weight;
    }

    private static void SpreadDepths(Span<int> depths)
    {
        var (available, internalNodes, depth) = (1, 0, 0);
        var (root, next) = (depths.Length - 2, depths.Length - 1);
        while (available > 0)
        {
            while (root >= 0 && depths[root] == depth)
            {
                internalNodes++;
                root--;
            }

            while (available > internalNodes)
            {
                depths[next--] = depth;
                available--;
            }

            available = 2 * internalNodes;
            depth++;
            internalNodes = 0;
        }
    }

    // Moves leaves until the code is complete again after long codes were cut to the limit.
    private static void Limit(Span<int> counts, int limit)
    {
        var total = 0L;
        for (var length = 1; length <= limit; length++)
        {
            total += (long)counts[length] << (limit - length);
        }

        for (; total > 1L << limit; total--)
        {
            counts[limit]--;
            var length = limit - 1;
            while (counts[length] == 0)
            {
                length--;
            }

            counts[length]--;
            counts[length + 1] += 2;
        }
    }

    // Of up to 16 bits.
    private static uint Reverse(uint code, int length)
    {
        code = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
        code = ((code & 0x3333) << 2) | ((code >> 2) & 0x3333);
        code = ((code & 0x0F0F) << 4) | ((code >> 4) & 0x0F0F);
        return (uint)(BinaryPrimitives.ReverseEndianness((ushort)code) >> (16 - length));
    }
}
