using System.Text;

namespace EnvBuild.Oci.Tests;

/// <summary>Bytes that are the same in every run, without the framework's random numbers, which may change.</summary>
internal static class TestData
{
    /// <summary>Bytes that cannot be compressed (xorshift64).</summary>
    public static byte[] Noise(int length, ulong seed = 1)
    {
        var state = (seed * 0x9E3779B97F4A7C15) | 1;
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes[i] = (byte)(state >> 32);
        }

        return bytes;
    }

    /// <summary>Bytes with repetitions near and far, as in text.</summary>
    public static byte[] Words(int length, ulong seed = 1)
    {
        var choices = Noise(length + 1, seed);
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
        {
            text.Append((choices[i] % 7) switch
            {
                0 => "import numpy as np\n",
                1 => "    return self.",
                2 => $"value_{choices[i]:x2}{choices[^(i + 1)]:x2}",
                3 => "def ",
                4 => " = ",
                5 => "\n\n",
                _ => "(x, y)",
            });
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    /// <summary>All that a layer may hold after another: text, noise, zeros, short periods.</summary>
    public static byte[] Mixture(int length, ulong seed = 1)
    {
        var result = new List<byte>(length + 100_000);
        for (var part = seed; result.Count < length; part++)
        {
            var size = 1 + (int)(part * 7919 % 90_000);
            result.AddRange((part % 4) switch
            {
                0 => Words(size, part),
                1 => Noise(size, part),
                2 => new byte[size],
                _ => Enumerable.Range(0, size).Select(i => (byte)(i % (int)(1 + (part % 300)))).ToArray(),
            });
        }

        return [.. result.Take(length)];
    }
}
