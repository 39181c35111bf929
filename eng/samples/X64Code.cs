using System.Buffers.Binary;

namespace EnvBuild.SampleChannel;

/// <summary>Machine code with labels; every reference is a 32-bit distance from the end of its instruction.</summary>
internal sealed class X64Code
{
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(int Position, string Label)> _references = [];

    public X64Code Bytes(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public X64Code Label(string name)
    {
        _labels.Add(name, _bytes.Count);
        return this;
    }

    /// <summary>An instruction that ends in the distance to a label.</summary>
    public X64Code To(string label, params ReadOnlySpan<byte> instruction)
    {
        Bytes(instruction);
        _references.Add((_bytes.Count, label));
        return Bytes(0, 0, 0, 0);
    }

    public byte[] ToArray()
    {
        var code = _bytes.ToArray();
        foreach (var (position, label) in _references)
        {
            BinaryPrimitives.WriteInt32LittleEndian(code.AsSpan(position), _labels[label] - (position + sizeof(int)));
        }

        return code;
    }
}
