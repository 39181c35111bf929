using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EnvBuild.Definitions.Fingerprints;

/// <summary>
/// The bytes of one branch: texts and lists of texts, each with its length in front, so that no two can run together.
/// </summary>
internal sealed class CanonicalBranch
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly List<FingerprintPart> _parts = [];

    public CanonicalBranch(string name)
    {
        Name = name;
        AddText($"envbuild-fingerprint-{Fingerprint.FormatVersion}");
        AddText(name);
    }

    public string Name { get; }

    public IReadOnlyList<FingerprintPart> Parts => _parts;

    public CanonicalBranch AddText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AddNumber(length);
        Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length));
        _bytes.Advance(length);
        return this;
    }

    public CanonicalBranch AddField(string field, string text)
    {
        if (text.Length > 0)
        {
            _parts.Add(new FingerprintPart(Name, field, text));
        }

        return AddText(text);
    }

    public CanonicalBranch AddList(string field, IReadOnlyCollection<string> texts)
    {
        AddNumber(texts.Count);
        foreach (var text in texts)
        {
            _parts.Add(new FingerprintPart(Name, field, text));
            AddText(text);
        }

        return this;
    }

    /// <summary>A list in which order and repetition mean nothing.</summary>
    public CanonicalBranch AddSet(string field, IEnumerable<string> texts) =>
        AddList(field, [.. texts.Distinct(StringComparer.Ordinal).Order(Utf8Order.Comparer)]);

    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(_bytes.WrittenSpan));

    private void AddNumber(int number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(sizeof(uint)), (uint)number);
        _bytes.Advance(sizeof(uint));
    }
}
